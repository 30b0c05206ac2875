package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the command does with every bad input: its exit code, what it says, word for word as
 * docs/bad-input.md has it, and that it leaves nothing.
 */
class BadInputTest {
  private static final Path DOC = Path.of("docs", "bad-input.md");
  private static final Pattern ROW = Pattern.compile("\\| (.+?) \\| (\\d) \\| `(.+)` \\|");
  private static final Pattern RULE = Pattern.compile("\\| (.+?) \\| used: .+ \\|");

  @TempDir Path directory;
  @TempDir Path outputs;

  @BeforeAll
  static void startSpark() {
    LocalSpark.session();
  }

  static List<BadInput> inputs() {
    return Stream.of(
            BadFiles.all(),
            BadColumns.all(),
            BadImages.all(),
            BadImageModels.all(),
            BadImageColumns.all(),
            BadPictureLabels.all(),
            BadKinds.all(),
            BadCells.all(),
            BadRoles.all(),
            BadTables.all(),
            BadResultTables.all(),
            BadPlaces.all(),
            BadSettings.all(),
            BadModels.all(),
            BadNights.all(),
            BadConditions.all(),
            BadComparisons.all())
        .flatMap(List::stream)
        .toList();
  }

  static List<OddInput> oddInputs() {
    return OddInput.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void saysWhatIsWrongAndLeavesNothing(BadInput input) throws IOException {
    Path output = outputs.resolve("out");
    BadInputRun run = BadInputRun.of(input, directory, output);
    assertThat(run.said()).isEqualTo(documented().get(input.what()).said());
    assertThat(run.code()).isEqualTo(documented().get(input.what()).code()).isNotZero();
    assertThat(run.left()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddInputs")
  void usesItByTheRule(OddInput odd) throws IOException {
    Path output = outputs.resolve("out");
    BadInputRun run = BadInputRun.of(odd.input(), directory, output);
    assertThat(run.said()).isEmpty();
    assertThat(run.code()).isZero();
    JsonNode record = json(output.resolve("run.json"));
    assertThat(record.path("data.rows").asLong() + record.path("data.holdout-rows").asLong())
        .isEqualTo(odd.rows());
    assertThat(columns(json(output.resolve("model/model.json")))).isEqualTo(odd.columns());
  }

  /**
   * Root may read and write everything, whatever the permissions say; so a process without that
   * right tries them.
   */
  @Test
  @Needs(value = Tool.PERMISSIONS, toTest = "files and directories that may not be read or written")
  void saysWhatMayNotBeReadOrWritten() throws IOException, InterruptedException {
    Process child = ChildJvm.startUnprivileged(WithoutPrivileges.class, directory.toString());
    Map<String, String[]> runs = new HashMap<>();
    List<String> all;
    try (BufferedReader lines = child.inputReader()) {
      all = ChildJvm.readUntil(lines, line -> false);
    }
    all.stream()
        .map(line -> line.split("\t", -1))
        .filter(run -> run[0].equals("RUN"))
        .forEach(run -> runs.put(run[1], run));
    assertThat(child.waitFor()).as(String.join("\n", all)).isZero();
    for (BadInput input : WithoutPrivileges.all()) {
      Documented expected = documented().get(input.what());
      assertThat(runs.get(input.what()))
          .as(input.what())
          .containsExactly(
              "RUN", input.what(), String.valueOf(expected.code()), expected.said(), "[]");
    }
  }

  @Test
  void theDocumentHasNoOtherInputs() throws IOException {
    assertThat(documented().keySet())
        .containsExactlyElementsOf(
            Stream.concat(inputs().stream(), WithoutPrivileges.all().stream())
                .map(BadInput::what)
                .toList());
    List<String> rules =
        Files.readAllLines(DOC).stream()
            .map(RULE::matcher)
            .filter(row -> row.matches())
            .map(row -> row.group(1))
            .toList();
    assertThat(rules)
        .containsExactlyElementsOf(oddInputs().stream().map(OddInput::toString).toList());
  }

  private static List<String> columns(JsonNode manifest) {
    List<String> names = new ArrayList<>();
    for (JsonNode column : manifest.at("/model/table/columns")) {
      String constant = column.path("constant").asBoolean() ? " (constant)" : "";
      names.add(column.path("name").asText() + constant);
    }
    if (names.size() > 4) {
      names.subList(3, names.size() - 1).clear();
    }
    return names;
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private record Documented(int code, String said) {}

  private static Map<String, Documented> documented() throws IOException {
    Map<String, Documented> runs = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOC)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        runs.put(row.group(1), new Documented(Integer.parseInt(row.group(2)), row.group(3)));
      }
    }
    return runs;
  }
}
