package io.ncsn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths and URIs as users write them. */
public final class Places {
  private static final String HOME = "~";
  private static final String FILE = "file://";

  private Places() {}

  /**
   * Replaces a leading {@code ~} by the home directory, as a shell does where it sees one. It sees
   * none behind {@code --set output=}.
   */
  public static String expand(String location) {
    return expand(location, System.getenv());
  }

  public static String expand(String location, Map<String, String> environment) {
    if (!location.equals(HOME) && !location.startsWith(HOME + "/")) {
      return location;
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return home + location.substring(HOME.length());
  }

  /**
   * What is wrong with a path or URI, and how to write it.
   *
   * @return empty if nothing is
   */
  public static Optional<String> mistake(String location) {
    if (location.startsWith(FILE) && !location.startsWith(FILE + "/")) {
      String path = location.substring(FILE.length());
      return Optional.of(
          "after file:// stands the name of a machine, here '%s'; write %s/%s or a plain path"
              .formatted(path.replaceFirst("/.*", ""), FILE, path));
    }
    if (location.matches("~[^/]+/.*") && !Path.of(location).toFile().exists()) {
      return Optional.of("only ~/ is known, for one's own home; write the path in full");
    }
    return Optional.empty();
  }

  /** Adds a problem if {@code location}, the value of {@code key}, is no place. */
  public static void check(Values values, String key, String location) {
    Optional<String> mistake = mistake(location);
    values.rule(
        List.of(key),
        mistake.isPresent(),
        "Cannot use %s '%s': %s"
            .formatted(key, Redaction.hideCredentials(location), mistake.orElse("")));
  }
}
