import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Makes the assembly jar from the shaded one and one platform's native libraries as they are, still
 * compressed; it appears whole or not at all. Shading them would inflate and deflate 750 MB at
 * every build: that takes 50 s instead of one.
 *
 * <p>Run by pom.xml: {@code java -cp CLASSPATH AppendNatives.java JAR ASSEMBLY PLATFORM}. The
 * natives come from the jars of the class path whose classifier is PLATFORM.
 */
final class AppendNatives {
  private static final Pattern LIBRARY = Pattern.compile(".*\\.(so(\\.[0-9.]+)?|dylib|jnilib|dll)");

  private final Path jar;
  private final Path assembly;
  private final String platform;
  private final Set<String> written = new HashSet<>();

  private AppendNatives(Path jar, Path assembly, String platform) {
    this.jar = jar;
    this.assembly = assembly;
    this.platform = platform;
  }

  public static void main(String[] arguments) throws IOException {
    new AppendNatives(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]).run();
  }

  private void run() throws IOException {
    Path whole = assembly.resolveSibling(assembly.getFileName() + ".part");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(whole), 1 << 20);
        ZipArchiveOutputStream target = new ZipArchiveOutputStream(file)) {
      copy(jar.toFile(), target, name -> true);
      for (String library : System.getProperty("java.class.path").split(File.pathSeparator)) {
        if (library.endsWith("-" + platform + ".jar")) {
          copy(new File(library), target, this::isNative);
        }
      }
    }
    Files.move(whole, assembly, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(jar);
  }

  private boolean isNative(String name) {
    return name.contains("/" + platform + "/") && LIBRARY.matcher(name).matches();
  }

  /** Copies the wanted entries that are not there yet, their compressed bytes untouched. */
  private void copy(File source, ZipArchiveOutputStream target, Predicate<String> wanted)
      throws IOException {
    try (ZipFile zip = new ZipFile(source)) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (wanted.test(entry.getName()) && written.add(entry.getName())) {
          try (InputStream raw = zip.getRawInputStream(entry)) {
            target.addRawArchiveEntry(entry, raw);
          }
        }
      }
    }
  }
}
