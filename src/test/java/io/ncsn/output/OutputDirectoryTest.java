package io.ncsn.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputDirectoryTest {
  @TempDir private Path folder;

  private OutputDirectory directory() {
    return new OutputDirectory(new Storage(new Configuration()), folder.toString());
  }

  @ParameterizedTest
  @EnumSource(Existing.class)
  void anEmptyOrAbsentDirectoryIsFree(Existing existing) throws IOException {
    assertThatCode(() -> directory().check(JobKind.PIPELINE, existing)).doesNotThrowAnyException();
    Files.delete(folder);
    assertThatCode(() -> directory().check(JobKind.PIPELINE, existing)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Existing.class)
  void aDirectoryOfOtherThingsIsNeverUsed(Existing existing) throws IOException {
    Files.createFile(folder.resolve("thesis.tex"));
    assertThatThrownBy(() -> directory().check(JobKind.PIPELINE, existing))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it holds other things (thesis.tex)");
  }

  /** As the root directory of a machine, or a project, may have. */
  @ParameterizedTest
  @EnumSource(Existing.class)
  void aDirectoryThatOnlyHasNamesLikeOursIsNeverUsed(Existing existing) throws IOException {
    Files.createDirectory(folder.resolve("work"));
    Files.createDirectory(folder.resolve("model"));
    Files.createFile(folder.resolve("thesis.tex"));
    assertThatThrownBy(() -> directory().check(JobKind.TRAIN, existing))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it holds other things (thesis.tex)");
  }

  @Test
  void notesBesideResultsAreNoHindrance() throws IOException {
    Files.createFile(folder.resolve("notes"));
    Files.createDirectory(folder.resolve("work"));
    Files.createFile(folder.resolve("work/prepared.json"));
    assertThatCode(() -> directory().check(JobKind.TRAIN, Existing.RESUME))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs[1]", "runs*", "run?", "{a,b}", "a\\b"})
  void aPatternIsNoDirectory(String name) {
    assertThatThrownBy(() -> new OutputDirectory(new Storage(new Configuration()), name))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Cannot write to output '" + name + "'")
        .hasMessageContaining("give a path without them");
  }

  @Test
  void anUnfinishedPipelineIsTakenUpAndAFinishedOneRefused() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    directory().check(JobKind.PIPELINE, Existing.RESUME);
    Files.writeString(folder.resolve("run.json"), "{\"command\": \"train\"}");
    directory().check(JobKind.PIPELINE, Existing.RESUME);
    Files.writeString(folder.resolve("run.json"), "{\"command\": \"pipeline\"}");
    assertThatThrownBy(() -> directory().check(JobKind.PIPELINE, Existing.RESUME))
        .hasMessageContaining("earlier run (model, run.json)")
        .hasMessageContaining("--overwrite");
    directory().check(JobKind.PIPELINE, Existing.OVERWRITE);
  }

  @ParameterizedTest
  @CsvSource({"TRAIN, pipeline", "TRAIN, sample", "PIPELINE, sample", "PIPELINE, likelihood"})
  void whatAnotherCommandFinishedIsNotTakenUp(JobKind job, String finished) throws IOException {
    Files.createDirectory(folder.resolve("samples"));
    Files.writeString(folder.resolve("run.json"), "{\"command\": \"" + finished + "\"}");
    assertThatThrownBy(() -> directory().check(job, Existing.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("results of an earlier run")
        .hasMessageContaining("--overwrite");
    directory().check(job, Existing.OVERWRITE);
  }

  @Test
  void samplesBesideAModelAreFreeUntilThereAreSome() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    directory().check(JobKind.SAMPLE, Existing.REFUSE);
    Files.createDirectory(folder.resolve("samples"));
    assertThatThrownBy(() -> directory().check(JobKind.SAMPLE, Existing.REFUSE))
        .hasMessageContaining("unfinished run (samples)");
  }

  @Test
  void overwritingDeletesOnlyWhatTheCommandWrites() throws IOException {
    for (String name : new String[] {"model", "samples", "notes"}) {
      Files.createDirectory(folder.resolve(name));
      Files.createFile(folder.resolve(name).resolve("file"));
    }
    Files.writeString(folder.resolve("run.json"), "{}");
    directory().prepare(JobKind.SAMPLE, Existing.OVERWRITE);
    assertThat(folder).isDirectoryNotContaining("glob:**/{samples,run.json}");
    assertThat(folder.resolve("model/file")).exists();
    Files.createDirectory(folder.resolve("samples"));
    Files.createFile(folder.resolve("report.html"));
    directory().prepare(JobKind.SAMPLE, Existing.OVERWRITE);
    assertThat(folder.resolve("report.html")).exists();
    assertThat(folder.resolve("notes/file")).exists();
  }

  @Test
  void aNewModelTakesAwayWhatAPipelineMadeByTheOldOne() throws IOException {
    for (String name : new String[] {"model", "samples", "likelihood", "notes"}) {
      Files.createDirectory(folder.resolve(name));
    }
    Files.createFile(folder.resolve("report.html"));
    directory().prepare(JobKind.TRAIN, Existing.OVERWRITE);
    assertThat(folder)
        .isDirectoryNotContaining("glob:**/{model,samples,report.html}")
        .isDirectoryContaining("glob:**/likelihood")
        .isDirectoryContaining("glob:**/notes");
  }

  @Test
  void theRecordOfTheRunGoesOnlyWhenResultsBeginToChange() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    Files.writeString(folder.resolve("run.json"), "{}");
    directory().prepare(JobKind.TRAIN, Existing.RESUME);
    assertThat(folder.resolve("run.json")).exists();
    directory().begin();
    assertThat(folder.resolve("run.json")).doesNotExist();
    assertThat(folder.resolve("model")).exists();
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    OutputDirectory output = new OutputDirectory(new Storage(new Configuration()), file.toString());
    assertThatThrownBy(() -> output.check(JobKind.SAMPLE, Existing.OVERWRITE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it is a file; give a directory");
  }

  @Test
  void oneRunAtATimeWrites() {
    OutputDirectory output = directory();
    try (OutputDirectory.Lock held = output.lock()) {
      assertThatThrownBy(() -> directory().lock())
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("another run is writing to it");
    }
    directory().lock().close();
    assertThat(folder).isEmptyDirectory();
  }

  /** As after kill -9: the system has taken the lock back, the file is still there. */
  @Test
  void aLockThatNobodyHoldsIsTaken() throws IOException {
    Files.createFile(folder.resolve(".ncsn.lock"));
    directory().lock().close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatIsDeletedUnderARunIsNoticed() throws IOException {
    OutputDirectory output = directory();
    try (OutputDirectory.Lock held = output.lock()) {
      output.requireStillThere();
      FileUtils.deleteDirectory(folder.toFile());
      assertThatThrownBy(output::requireStillThere)
          .isInstanceOf(OutputLostException.class)
          .hasMessageContaining("Cannot write to output '" + folder + "': it was deleted while");
      try (OutputDirectory.Lock another = directory().lock()) {
        assertThatThrownBy(output::requireStillThere)
            .as("the lock there is another run's")
            .isInstanceOf(OutputLostException.class);
        held.close();
        assertThat(folder.resolve(".ncsn.lock")).as("the other's lock").exists();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/.", "/../DIR"})
  void resultsDoNotGoIntoTheTable(String ending) {
    String table = (folder + ending).replace("DIR", folder.getFileName().toString());
    for (String below : new String[] {"", "/results"}) {
      OutputDirectory output =
          new OutputDirectory(new Storage(new Configuration()), "file:" + folder + below);
      assertThatThrownBy(() -> output.requireApart(JobKind.TRAIN, "data.input", input(table)))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("it lies in data.input '" + table + "'");
    }
  }

  @Test
  void aTableIsNotReadFromWhatTheRunDeletes() {
    DataSettings samples = input(folder + "/samples/part-0.parquet");
    assertThatThrownBy(() -> directory().requireApart(JobKind.PIPELINE, "data.input", samples))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("in what this run writes anew (samples)");
    directory().requireApart(JobKind.LIKELIHOOD, "--input", samples);
    directory().requireApart(JobKind.PIPELINE, "data.input", input(folder + "/table.csv"));
    directory().requireApart(JobKind.PIPELINE, "data.input", input(folder + "-of-data"));
    directory().requireApart(JobKind.PIPELINE, "data.input", input("dataset:digits"));
  }

  private static DataSettings input(String input) {
    return new SettingsReader(location -> "")
        .read(
            Optional.empty(), List.of(new SettingOverride("data.input", input, "--set")), Set.of())
        .settings()
        .data();
  }

  @Test
  void whereNothingCanBeWrittenIsFoundBeforeTheJob() {
    OutputDirectory output =
        new OutputDirectory(new Storage(new Configuration()), "/proc/ncsn-test");
    assertThatThrownBy(output::lock)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Cannot write to output '/proc/ncsn-test'")
        .hasMessageContaining("give a directory that can be written to");
  }

  @Test
  void aBrokenRunRecordIsNamed() throws IOException {
    Files.writeString(folder.resolve("run.json"), "{");
    assertThatThrownBy(() -> directory().check(JobKind.PIPELINE, Existing.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("run.json: it is not JSON");
  }
}
