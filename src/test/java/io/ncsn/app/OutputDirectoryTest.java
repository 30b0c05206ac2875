package io.ncsn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.app.OutputDirectory.Existing;
import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @Test
  void anUnfinishedPipelineIsTakenUpAndAFinishedOneRefused() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    directory().check(JobKind.PIPELINE, Existing.RESUME_UNFINISHED);
    Files.writeString(folder.resolve("run.json"), "{\"command\": \"train\"}");
    directory().check(JobKind.PIPELINE, Existing.RESUME_UNFINISHED);
    Files.writeString(folder.resolve("run.json"), "{\"command\": \"pipeline\"}");
    assertThatThrownBy(() -> directory().check(JobKind.PIPELINE, Existing.RESUME_UNFINISHED))
        .hasMessageContaining("earlier run (model, run.json)")
        .hasMessageContaining("--overwrite");
    directory().check(JobKind.PIPELINE, Existing.OVERWRITE);
  }

  @Test
  void samplesBesideAModelAreFreeUntilThereAreSome() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    directory().check(JobKind.SAMPLE, Existing.REFUSE);
    Files.createDirectory(folder.resolve("samples"));
    assertThatThrownBy(() -> directory().check(JobKind.SAMPLE, Existing.REFUSE))
        .hasMessageContaining("earlier run (samples)");
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
    directory().prepare(JobKind.TRAIN, Existing.OVERWRITE);
    assertThat(folder.resolve("model")).doesNotExist();
    assertThat(folder.resolve("notes/file")).exists();
  }

  @Test
  void resumingKeepsAllButTheRecordOfTheRun() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    Files.writeString(folder.resolve("run.json"), "{}");
    directory().prepare(JobKind.TRAIN, Existing.RESUME);
    assertThat(folder.resolve("model")).exists();
    assertThat(folder.resolve("run.json")).doesNotExist();
  }

  @Test
  void aBrokenRunRecordIsNamed() throws IOException {
    Files.writeString(folder.resolve("run.json"), "{");
    assertThatThrownBy(() -> directory().check(JobKind.PIPELINE, Existing.RESUME_UNFINISHED))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("run.json: it is not JSON");
  }
}
