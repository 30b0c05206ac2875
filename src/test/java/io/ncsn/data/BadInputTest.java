package io.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program says of every bad input, word for word as docs/bad-input.md has it. */
class BadInputTest {
  private static final Path DOC = Path.of("docs", "bad-input.md");
  private static final Pattern ROW = Pattern.compile("\\| (.+?) \\| `(.+)` \\|");

  @TempDir Path directory;
  @TempDir Path work;

  static List<BadInput> inputs() {
    return BadInput.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void saysWhatIsWrong(BadInput input) throws IOException {
    var settings = input.make().in(directory).build();
    DataException problem =
        catchThrowableOfType(
            DataException.class,
            () -> TablePreparer.prepare(LocalSpark.session(), settings, 5, work.toString()));
    assertThat(problem).as("an exception about the data").isNotNull();
    String said =
        problem
            .getMessage()
            .replaceAll("(file:(//)?)?" + Pattern.quote(directory.toString()), "DIR")
            .replaceAll("part-(\\d+)-[-0-9a-f]+-c000", "part-$1")
            .replaceAll("\\n +", "<br>")
            .replaceAll("\\n", "<br>");
    assertThat(said).isEqualTo(documented().get(input.what()));
  }

  @Test
  void theDocumentHasNoOtherInputs() throws IOException {
    assertThat(documented().keySet())
        .containsExactlyElementsOf(BadInput.all().stream().map(BadInput::what).toList());
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> messages = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOC)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        messages.put(row.group(1), row.group(2));
      }
    }
    return messages;
  }
}
