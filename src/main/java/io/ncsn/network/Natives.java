package io.ncsn.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
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
final class Natives {
  private static final String TORCH = "org/bytedeco/pytorch/" + Loader.getPlatform() + "/";

  private static final Once ND4J =
      new Once("loading ND4J", () -> Nd4j.getEnvironment().setMaxThreads(1));

  private static final Once LIBTORCH = new Once("loading libtorch", Natives::unpackAndLoadTorch);

  private Natives() {}

  /** Loads ND4J's natives; idempotent and thread-safe. */
  static void load() {
    ND4J.ensure();
  }

  /**
   * Loads libtorch's natives; idempotent and thread-safe, and to be called in each thread that
   * computes.
   */
  static void loadTorch() {
    LIBTORCH.ensure();
    torch.set_num_threads(1); // libtorch keeps this setting per thread
  }

  /** Such as {@code linux-x86_64}. */
  static String platform() {
    return Loader.getPlatform();
  }

  /** Whether the program holds libtorch for this platform. */
  static boolean hasTorch() {
    return torchLibrary() != null;
  }

  /** libtorch's bindings: a file, for an assembly jar need not have entries for directories. */
  private static URL torchLibrary() {
    return Natives.class.getResource("/" + TORCH + System.mapLibraryName("jnitorch"));
  }

  private static void unpackAndLoadTorch() {
    try {
      unpackTorch();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot unpack libtorch to "
              + System.getProperty("org.bytedeco.javacpp.cachedir", "~/.javacpp/cache")
              + "; set org.bytedeco.javacpp.cachedir to a directory with 1 GB to spare",
          e);
    }
    Loader.load(torch.class);
  }

  private static void unpackTorch() throws IOException {
    URLConnection connection = torchLibrary().openConnection();
    if (!(connection instanceof JarURLConnection jarConnection)) {
      return; // already files, side by side
    }
    List<String> files =
        jarConnection.getJarFile().stream()
            .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(TORCH))
            .map(entry -> "/" + entry.getName())
            .toList();
    for (String file : files) {
      Loader.cacheResource(Natives.class, file);
    }
  }
}
