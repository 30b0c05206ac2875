package io.ncsn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The shipped {@code reference.conf}: every known key with its default. It lies in this package,
 * not at the top of the jar, where other libraries' files of that name would be merged with it.
 */
public final class Reference {
  public static final String NAME = "reference.conf";

  private static final Config CONFIG = parsed();

  private static final Map<String, String> COMMENTS =
      Leaves.of(CONFIG.root()).entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  setting ->
                      setting.getValue().origin().comments().stream()
                          .map(String::strip)
                          .collect(Collectors.joining(" "))));

  private Reference() {}

  /** Returns what the file says about a setting, as one line. */
  public static String comment(String key) {
    return COMMENTS.get(key);
  }

  /** Returns what the file sets; parsed once in a process. */
  public static Config config() {
    return CONFIG;
  }

  private static Config parsed() {
    try (InputStream stream = Reference.class.getResourceAsStream(NAME);
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(
          reader, ConfigParseOptions.defaults().setOriginDescription(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
