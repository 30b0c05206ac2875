package io.ncsn.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loads the native libraries once a process, and holds them to one thread a task: parallelism is
 * Spark's.
 *
 * <p>libtorch is unpacked whole before any of it is loaded. JavaCPP unpacks one library at a time,
 * and the dynamic linker, not finding the next one beside it yet, would take a system's libtorch of
 * another version and crash.
 */
public final class Natives {
  private Natives() {}

  /**
   * Idempotent and thread-safe; throws {@link LinkageError} where there are no natives for this
   * platform.
   */
  public static void load() {
    Holder.ensure();
    torch.set_num_threads(1); // libtorch keeps this setting per thread
  }

  private static final class Holder {
    static {
      try {
        Loader.cacheResources(Loader.class, "/org/bytedeco/pytorch/" + Loader.getPlatform());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot unpack libtorch to " + cacheDirectory(), e);
      }
      Loader.load(torch.class);
      Nd4j.getEnvironment().setMaxThreads(1);
    }

    private static void ensure() {
      // its class initialiser does the work
    }

    private static String cacheDirectory() {
      return System.getProperty("org.bytedeco.javacpp.cachedir", "~/.javacpp/cache")
          + "; set org.bytedeco.javacpp.cachedir to a directory with 1 GB to spare";
    }
  }
}
