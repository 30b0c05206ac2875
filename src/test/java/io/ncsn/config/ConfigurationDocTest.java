package io.ncsn.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} ends with the settings as {@code reference.conf} has them. Run with
 * {@code -Dncsn.docs.update=true} to write that part anew.
 */
class ConfigurationDocTest {
  private static final Path DOC = Path.of("docs/configuration.md");
  private static final String START = "## All settings\n";

  @Test
  void everySettingHasAComment() {
    assertThat(settings())
        .allSatisfy((key, value) -> assertThat(value.origin().comments()).as(key).isNotEmpty());
  }

  @Test
  void theDocumentHasEverySettingOfTheReference() throws IOException {
    String doc = Files.readString(DOC);
    String written = doc.substring(0, doc.indexOf(START));
    String expected = written + START + "\n" + table();
    if (Boolean.getBoolean("ncsn.docs.update")) {
      Files.writeString(DOC, expected);
    }
    assertThat(Files.readString(DOC))
        .as("docs/configuration.md; write it anew with -Dncsn.docs.update=true")
        .isEqualTo(expected);
  }

  private static String table() {
    return settings().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getValue().origin().lineNumber()))
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("", "| setting | default | meaning |\n|---|---|---|\n", ""));
  }

  private static String row(String key, ConfigValue value) {
    List<String> comments = value.origin().comments();
    String meaning = comments.stream().map(String::strip).collect(Collectors.joining(" "));
    return "| `%s` | `%s` | %s |%n"
        .formatted(key, Origins.render(value), meaning.replace("|", "\\|"));
  }

  private static SortedMap<String, ConfigValue> settings() {
    return Leaves.of(Reference.config().root());
  }
}
