package io.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Residual;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
  @TempDir private Path folder;
  private ModelDirectory directory;

  @BeforeEach
  void open() {
    directory = ModelDirectory.at(folder.resolve("model").toString(), new Configuration());
  }

  @Test
  void whatIsPublishedIsReadBackToTheBit() {
    Checkpoint written = checkpoint(3, Float.MIN_VALUE);
    directory.publish(written);
    Checkpoint read = directory.read();
    assertThat(read.state()).isEqualTo(written.state());
    assertThat(read.model().network()).isEqualTo(written.model().network());
    assertThat(read.model().table()).isEqualTo(written.model().table());
    assertThat(read.model().provenance()).isEqualTo(written.model().provenance());
    assertThat(read.model().schedule().levels())
        .containsExactly(written.model().schedule().levels());
    assertThat(read.model().scaler().mean()).containsExactly(written.model().scaler().mean());
    written
        .vectors()
        .forEach((name, vector) -> assertThat(read.vector(name)).as(name).isEqualTo(vector));
  }

  @Test
  void anEmptyDirectoryHasNoModel() {
    assertThat(directory.exists()).isFalse();
    assertThatThrownBy(directory::read)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it has no model.json");
  }

  @Test
  void theCheckpointBeforeIsKeptAndOlderOnesAreDeleted() throws IOException {
    for (int round = 1; round <= 4; round++) {
      directory.publish(checkpoint(round, round));
    }
    assertThat(directory.state().round()).isEqualTo(4);
    assertThat(names())
        .contains("model.previous.json", "parameters-3.f32", "parameters-4.f32")
        .doesNotContain("parameters-1.f32", "parameters-2.f32");
  }

  /** A finished training that goes on without a further round publishes its round again. */
  @Test
  void twoCheckpointsOfARoundShareNoFile() throws IOException {
    directory.publish(checkpoint(3, 1));
    directory.publish(checkpoint(3, 2));
    directory.publish(checkpoint(3, 5));
    assertThat(directory.read().vector(Checkpoint.PARAMETERS)).containsOnly(5);
    assertThat(directory.previous().read().vector(Checkpoint.PARAMETERS)).containsOnly(2);
    assertThat(names()).filteredOn(name -> name.startsWith("parameters")).hasSize(2);
  }

  /** What a writer that is killed between the vectors and the manifest leaves behind. */
  @Test
  void vectorsWithoutTheirManifestDoNotCount() throws IOException {
    directory.publish(checkpoint(1, 1));
    Files.write(folder.resolve("model/parameters-2.f32"), new byte[5]);
    Files.write(folder.resolve("model/.model.json.next"), new byte[] {'{'});
    assertThat(directory.read().state().round()).isEqualTo(1);
    directory.publish(checkpoint(2, 2));
    assertThat(directory.read().vector(Checkpoint.PARAMETERS)).isEqualTo(filled(9, 2));
  }

  @Test
  void aForeignFormatIsRefused() throws IOException {
    directory.publish(checkpoint(1, 1));
    Path file = folder.resolve("model/model.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 2", "\"format\" : 4"));
    assertThatThrownBy(directory::read)
        .hasMessageContaining("found format 4, this program reads formats 1 to 3; use the version");
  }

  /** A directory as the version wrote it that knew one kind of network. */
  @Test
  void aModelOfTheFirstFormatIsReadWithTheDefaultsOfWhatItDoesNotName() throws IOException {
    directory.publish(checkpoint(1, 1));
    try (var manifest = ModelDirectoryTest.class.getResourceAsStream("model-format-1.json")) {
      Files.write(folder.resolve("model/model.json"), manifest.readAllBytes());
    }
    Checkpoint read = directory.read();
    assertThat(read.model().network()).isEqualTo(new NetworkSpec(1, List.of(2), Form.EDM));
    assertThat(read.model().ranges().mean()).containsExactly(0);
    assertThat(read.model().ranges().variance()).containsExactly(1);
    assertThat(read.vector(Checkpoint.EMA)).isEqualTo(filled(9, 1));
    directory.publish(read);
    assertThat(directory.read().model().network()).isEqualTo(read.model().network());
  }

  @Test
  void everyPartOfANetworkIsKept() {
    NetworkSpec spec =
        new NetworkSpec(
            1,
            new Residual(List.of(8, 16)),
            Form.NCSN,
            Kind.ENERGY,
            Activation.SOFTPLUS,
            Embedding.FOURIER,
            List.of(0.1, -2.0 / 3));
    Checkpoint plain = checkpoint(1, 1);
    ModelDescription model =
        new ModelDescription(
            spec,
            plain.model().schedule(),
            plain.model().table(),
            plain.model().scaler(),
            plain.model().ranges(),
            Map.of());
    directory.publish(new Checkpoint(model, plain.state(), vectors(spec, 1)));
    assertThat(directory.read().model().network()).isEqualTo(spec);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("model"))) {
      return files.map(Path::getFileName).map(Path::toString).toList();
    }
  }

  static Checkpoint checkpoint(int round, float value) {
    var model =
        new ModelDescription(
            new NetworkSpec(1, List.of(2), Form.EDM),
            NoiseSchedule.of(ScheduleKind.KARRAS, 10, 0.1, 3),
            new TableSchema(Layout.COLUMNS, "", List.of(new Column("größe", "double"))),
            new Scaler(new double[] {0.1}, new double[] {1.0 / 3}),
            ColumnRanges.standard(new float[] {-1}, new float[] {2}),
            Map.of("version.java", "17"));
    var state =
        new TrainingState(
            "hash", round, 10L * round, 1.5, 0.25, Double.POSITIVE_INFINITY, 0, false, null);
    return new Checkpoint(model, state, vectors(model.ofNumbers(), value));
  }

  private static Map<String, float[]> vectors(NetworkSpec network, float value) {
    float[] vector = filled(network.parameters(), value);
    float[] updater = filled(2 * network.parameters(), value);
    return Map.of(
        Checkpoint.PARAMETERS, vector, Checkpoint.EMA, vector, Checkpoint.UPDATER, updater);
  }

  /** Makes a checkpoint of the first round with random vectors. */
  static Checkpoint randomCheckpoint(long seed) {
    Checkpoint plain = checkpoint(1, 1);
    Random random = new Random(seed);
    plain
        .vectors()
        .values()
        .forEach(
            vector -> {
              for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
              }
            });
    return plain;
  }

  static float[] filled(int length, float value) {
    float[] vector = new float[length];
    Arrays.fill(vector, value);
    return vector;
  }
}
