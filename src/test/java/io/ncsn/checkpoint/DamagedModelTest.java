package io.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model directories that were damaged, deleted in part, or made to reach outside. */
class DamagedModelTest {
  @TempDir private Path folder;
  private ModelDirectory directory;

  @BeforeEach
  void open() {
    directory = ModelDirectory.at(folder.resolve("model").toString(), new Configuration());
  }

  @Test
  void everyDamagedByteOfEveryFileIsNoticedAndTheFileNamed() throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    for (String name : List.of("model.json", "parameters-1.f32", "updater-1.f32", "ema-1.f32")) {
      Path file = folder.resolve("model").resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at += 1 + good.length / 50) {
        byte[] bad = good.clone();
        bad[at] ^= 1;
        Files.write(file, bad);
        assertThatThrownBy(directory::read)
            .as("bit 0 of byte %d of %s flipped", at, name)
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining(name);
      }
      Files.write(file, good);
    }
    assertThat(directory.read().state().round()).isEqualTo(1);
  }

  /** Whatever of the last one is damaged, and however, the one before is there and is offered. */
  @ParameterizedTest
  @ValueSource(strings = {"model.json", "parameters-2.f32", "updater-2.f32", "ema-2.f32"})
  void theCheckpointBeforeIsOfferedAndUsed(String name) throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    directory.publish(ModelDirectoryTest.checkpoint(2, 2));
    Path file = folder.resolve("model").resolve(name);
    byte[] good = Files.readAllBytes(file);
    for (byte[] bad : List.of(new byte[0], Arrays.copyOf(good, good.length - 1))) {
      Files.write(file, bad);
      assertThatThrownBy(directory::read)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(name)
          .hasMessageEndingWith(", or add --previous to use the checkpoint before it, of round 1");
      assertThat(directory.previous().read().vector(Checkpoint.EMA)).containsOnly(1);
    }
    Files.delete(file);
    assertThatThrownBy(directory::read).hasMessageContaining("--previous");
    assertThat(directory.goBack().state().round()).isEqualTo(1);
    assertThat(directory.read().vector(Checkpoint.PARAMETERS)).containsOnly(1);
    directory.publish(ModelDirectoryTest.checkpoint(2, 2));
    assertThat(directory.read().state().round()).isEqualTo(2);
    assertThat(directory.previous().read().state().round()).isEqualTo(1);
  }

  @Test
  void aCheckpointBeforeThatIsDamagedTooIsNotOffered() throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    directory.publish(ModelDirectoryTest.checkpoint(2, 2));
    Files.write(folder.resolve("model/ema-2.f32"), new byte[7]);
    Files.write(folder.resolve("model/updater-1.f32"), new byte[7]);
    assertThatThrownBy(directory::read)
        .hasMessageContaining("ema-2.f32")
        .message()
        .doesNotContain("--previous");
    byte[] manifest = Files.readAllBytes(folder.resolve("model/model.json"));
    assertThatThrownBy(directory::goBack).hasMessageContaining("updater-1.f32");
    assertThat(folder.resolve("model/model.json")).hasBinaryContent(manifest);
  }

  @Test
  void aFirstCheckpointHasNoneBefore() {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    assertThat(directory.previous().exists()).isFalse();
    assertThatThrownBy(directory::goBack)
        .hasMessageContaining("it has no model.previous.json, for it has had one checkpoint");
  }

  /** So that a run does not fail for what somebody did to a file that it replaces. */
  @Test
  void aDamagedCheckpointIsReplacedAndDoesNotBecomeThePrevious() throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    directory.publish(ModelDirectoryTest.checkpoint(2, 2));
    Files.writeString(folder.resolve("model/model.json"), "{");
    directory.publish(ModelDirectoryTest.checkpoint(3, 3));
    assertThat(directory.read().state().round()).isEqualTo(3);
    assertThat(directory.previous().read().state().round()).isEqualTo(1);
  }

  @Test
  void aDirectoryThatWasDeletedMeanwhileIsNotMadeAnew() throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    FileUtils.deleteDirectory(folder.resolve("model").toFile());
    assertThatThrownBy(() -> directory.publish(ModelDirectoryTest.checkpoint(2, 2)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("its model.json is gone, deleted while this run was at work");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void aTruncatedVectorIsNamedWithItsSize() throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    Path file = folder.resolve("model/ema-1.f32");
    Files.write(file, new byte[7]);
    assertThatThrownBy(directory::read)
        .hasMessageContaining("ema-1.f32: found 7 bytes, expected 36; put a whole copy");
    Files.delete(file);
    assertThatThrownBy(directory::read).hasMessageContaining("the file is missing");
  }

  /** Signed by the rules, so that only the check of names can refuse it. */
  @Test
  void aManifestCannotNameFilesOutsideItsDirectory() throws IOException {
    Checkpoint checkpoint = ModelDirectoryTest.checkpoint(1, 1);
    directory.publish(checkpoint);
    Files.write(folder.resolve("secret.f32"), new byte[36]);
    for (String name : List.of("../secret.f32", "..", "/etc/passwd", "hdfs://host/a.f32", "")) {
      var file = new Manifest.VectorFile(name, 9, "00");
      var updater = new Manifest.VectorFile("updater-1.f32", 18, "00");
      Manifest manifest =
          Manifest.of(
              checkpoint, Map.of("parameters", file, "ema", file, "updater", updater), Map.of());
      Files.write(folder.resolve("model/model.json"), manifest.toJson());
      assertThatThrownBy(directory::read)
          .hasMessageContaining("named '%s', which leaves the directory", name);
    }
  }

  @Test
  void aFileCannotBeALinkToOutside() throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    Path file = folder.resolve("model/ema-1.f32");
    Path outside = Files.move(file, folder.resolve("outside"));
    Files.createSymbolicLink(file, outside);
    assertThatThrownBy(directory::read)
        .hasMessageContaining("ema-1.f32: it is a link that leaves the directory");
  }

  /** Else whoever hands over a model directory chooses what a training that goes on writes over. */
  @Test
  void aCheckpointIsNotWrittenThroughALink() throws IOException {
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    Path outside = Files.writeString(folder.resolve("outside"), "mine");
    for (String name : List.of("ema-2.f32", "model.json.next", "model.previous.json.next")) {
      Files.createSymbolicLink(folder.resolve("model").resolve(name), outside);
    }
    directory.publish(ModelDirectoryTest.checkpoint(2, 2));
    assertThat(outside).hasContent("mine");
    assertThat(directory.read().vector(Checkpoint.EMA)).isEqualTo(ModelDirectoryTest.filled(9, 2));
  }
}
