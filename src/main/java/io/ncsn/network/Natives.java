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
 * Loads the native libraries once per process and limits them to one thread per task, because Spark
 * provides the parallelism.
 *
 * <p>libtorch is unpacked completely before any of it is loaded. JavaCPP unpacks one library at a
 * time. The dynamic linker would not find the next one yet, take the system's libtorch of another
 * version, and crash.
 */
final class Natives {
  private static final String TORCH = "org/bytedeco/pytorch/" + Loader.getPlatform() + "/";

  private static final String VARIANTS = "platform.extension";

  private static final Once ND4J = new Once("loading ND4J", Natives::loadNd4j);

  private static final Once LIBTORCH = new Once("loading libtorch", Natives::unpackAndLoadTorch);

  /**
   * Held while one of them is loaded: JavaCPP's own lock and those of Java's class initialisers may
   * be taken in either order.
   */
  private static final Object LOADER = new Object();

  private Natives() {}

  /** Loads ND4J's natives; idempotent and thread-safe. */
  static void load() {
    ND4J.ensure();
  }

  /** Begins to load libtorch's natives, if there are any, in a thread of its own. */
  static void beginTorch() {
    if (hasTorch()) {
      LIBTORCH.begin();
    }
  }

  /**
   * Loads libtorch's natives. Idempotent and thread-safe. Call this in each thread that computes.
   */
  static void loadTorch() {
    LIBTORCH.ensure();
    torch.set_num_threads(1); // libtorch keeps this setting per thread
  }

  /** Returns the platform, such as {@code linux-x86_64}. */
  static String platform() {
    return Loader.getPlatform();
  }

  /** Returns whether the program has libtorch for this platform. */
  static boolean hasTorch() {
    return torchLibrary() != null;
  }

  /**
   * Returns the location of libtorch's bindings. It is that of a file, because an assembly jar need
   * not have entries for directories.
   */
  private static URL torchLibrary() {
    return Natives.class.getResource("/" + TORCH + System.mapLibraryName("jnitorch"));
  }

  private static void loadNd4j() {
    synchronized (LOADER) {
      lookForNoVariants();
      Nd4j.getEnvironment().setMaxThreads(1);
    }
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
    synchronized (LOADER) {
      lookForNoVariants();
      Loader.load(torch.class);
    }
  }

  /**
   * Lets JavaCPP load the one form of each library that the program has. Otherwise it looks for
   * variants for other hardware, such as {@code -gpu}, under several names in several packages of
   * every jar of the class path, which took a second of a core. This holds for the whole process; a
   * value of the user's is kept.
   */
  static void lookForNoVariants() {
    Loader.loadProperties().putIfAbsent(VARIANTS, ""); // the object that JavaCPP itself reads
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
