package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ncsn.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program says of every kind of mistake, word for word. */
class MistakesTest {

  @ParameterizedTest
  @MethodSource({
    "io.ncsn.settings.MistakenValues#valuesOfTheWrongKind",
    "io.ncsn.settings.MistakenValues#unknownKeys",
    "io.ncsn.settings.Contradicting#contradictions"
  })
  void eachMistakeHasItsOneMessage(String text, String message) {
    assertThat(problems(text)).containsExactly(message);
  }

  @Test
  void whatACommandNeedsIsAskedFor() {
    ConfigException mistakes =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigTexts.read(Map.of("job.conf", ""), Set.of(Requirement.values())));
    assertThat(mistakes.problems())
        .containsExactly(
            "data.input is not set: need a table's path or URI, table:NAME or dataset:NAME (or data.query); set it in the file or add --set data.input=PATH",
            "output is not set: need a directory's path or URI; set it in the file or add --set output=DIRECTORY",
            "Training would never stop: train.max-seconds, train.max-rounds and train.max-epochs are none; set one of them, such as --set train.max-seconds=60");
  }

  @ParameterizedTest
  @CsvSource({
    "dataset:digits, 500, 1",
    "t.csv, 500, 1",
    "dataset:mixture, 500, 0",
    "t.csv, 100000, 0"
  })
  void aNumberOfRowsIsForGeneratedTablesOnly(String input, String rows, int mistakes) {
    Map<String, String> job =
        Map.of("job.conf", "output = o, train.max-rounds = 1\ndata.input = \"" + input + "\"");
    AbstractThrowableAssert<?, ?> found =
        assertThat(
            catchThrowable(
                () -> ConfigTexts.read(job, Set.of(Requirement.values()), "data.rows=" + rows)));
    if (mistakes == 0) {
      found.isNull();
    } else {
      found.hasMessage(
          "--set: data.rows is 500, but data.input %s has its own number of rows; leave data.rows out",
          input);
    }
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsPlace() {
    assertThat(
            problems(
                "train {\n batch-size = x\n max-second = 5\n}\nnoise.levels = 0\nnoise.sigma-begin = z",
                "noise.sigma-end=3",
                "sample.cuont=1",
                "data.exclude=[a"))
        .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
        .containsExactlyInAnyOrder(
            "job.conf:2", "job.conf:3", "job.conf:5", "job.conf:6", "--set", "--set");
  }

  @Test
  void whatCannotBeReadIsNotCalledMissingToo() {
    ConfigException mistakes =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ConfigTexts.read(
                    Map.of("job.conf", "train.max-seconds = soon"),
                    Set.of(Requirement.STOPPING_RULE)));
    assertThat(mistakes.problems())
        .singleElement()
        .asString()
        .startsWith("job.conf:1: Cannot set train.max-seconds to 'soon'");
  }

  @Test
  void aMistakeOfTheCommandLineNamesItsOption() {
    assertThat(problems("", "train.seed=x"))
        .containsExactly(
            "--set: Cannot set train.seed to 'x': need a whole number; mend it, or leave it out for the default 0");
    assertThat(problems("", "data.exclude=[a"))
        .containsExactly(
            "--set: Cannot set data.exclude to [a: need plain text, or a list in brackets; mend the brackets and quotes");
    assertThat(problems("", "network.hidden=[16], train.seed=7"))
        .containsExactly(
            "--set: Cannot set network.hidden to [16], train.seed=7: need plain text, or a list in brackets; mend the brackets and quotes");
    assertThat(
            catchThrowableOfType(ConfigException.class, () -> SettingOverride.parse("train.seed"))
                .problems())
        .containsExactly(
            "Cannot read --set 'train.seed': need key=value, such as --set train.seed=7");
  }

  @Test
  void aFileThatCannotBeReadOrParsedIsNamed() {
    assertThat(problems("include \"nix.conf\""))
        .containsExactly(
            "Cannot read the configuration nix.conf: there is no such file; give a local path or a URI of a readable file");
    assertThat(problems("include \"job.conf\""))
        .containsExactly(
            "Cannot read job.conf: it includes itself (job.conf); take one include out");
    assertThat(problems("include classpath(\"x\")"))
        .containsExactly(
            "job.conf: Cannot include classpath(\"x\"): only files can be included; give a path, or a URI of a file system such as hdfs://");
    assertThat(problems("include \"https://host/x.conf\""))
        .containsExactly(
            "job.conf: Cannot include https://host/x.conf: only files can be included; give a path, or a URI of a file system such as hdfs://");
    assertThat(problems("train {\n seed = 1\n"))
        .singleElement()
        .asString()
        .startsWith("job.conf:3: Cannot parse: ");
    assertThat(problems("data.exclude = " + "[".repeat(9999)))
        .containsExactly(
            "job.conf: Cannot parse: found brackets in brackets, thousands deep; take them out");
    assertThat(problems("a..b = 1"))
        .singleElement()
        .asString()
        .startsWith("job.conf:1: Cannot parse: ");
    assertThat(problems("train.max-rounds += 2"))
        .singleElement()
        .asString()
        .startsWith("Cannot join two values: ")
        .endsWith("; += and lists side by side need lists on both sides");
    assertThat(problems("\noutput = ${nowhere}"))
        .singleElement()
        .asString()
        .startsWith("Cannot resolve a substitution: job.conf: 2: ")
        .contains("nowhere");
  }

  private static List<String> problems(String text, String... sets) {
    ConfigException mistakes =
        catchThrowableOfType(ConfigException.class, () -> ConfigTexts.read(text, sets));
    assertThat(mistakes).as("mistakes of %s", text).isNotNull();
    return mistakes.problems();
  }
}
