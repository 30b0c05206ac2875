package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.job.ShortTraining;
import io.ncsn.settings.Settings;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A small training, and samples of it, that nothing happens to: what others are compared with. */
final class UndisturbedRun {
  /** A checkpoint of 1.1 MB after each of 12 rounds. */
  private static final List<String> SETTINGS =
      List.of(
          "data.input=dataset:mixture",
          "data.rows=4000",
          "network.hidden=256,256",
          "train.max-seconds=none",
          "train.max-rounds=12",
          "train.averaging-frequency=100",
          "train.checkpoint-every=1",
          "sample.count=2000",
          "waves.seconds=0",
          "evaluate.rows=200",
          "evaluate.projections=8");

  private final Path folder;
  private final ShortTraining training;

  /**
   * @param folder gets model and samples
   */
  UndisturbedRun(Path folder) {
    this.folder = folder;
    training = new ShortTraining(folder, SETTINGS.toArray(String[]::new));
  }

  /** Draws the samples too. */
  UndisturbedRun sampled() {
    Settings settings = ShortTraining.settings(SETTINGS.toArray(String[]::new)).settings();
    training
        .model()
        .sampler(settings.sample())
        .write(folder.resolve("samples").toString(), new WavePace(settings.waves().seconds()));
    return this;
  }

  /** The same as a command line. */
  static String[] command(String name, String output, String... further) {
    List<String> command = new ArrayList<>(List.of(name, "--output", output));
    SETTINGS.forEach(setting -> command.addAll(List.of("--set", setting)));
    command.addAll(List.of(further));
    return command.toArray(String[]::new);
  }

  /** Checks that a model has the same parameters, by its manifest's hash. */
  void assertSameParameters(String model) throws IOException {
    assertThat(parametersOf(model)).isEqualTo(parametersOf(folder.resolve("model").toString()));
  }

  private static String parametersOf(String model) throws IOException {
    var manifest = new org.apache.hadoop.fs.Path(model, "model.json");
    FileSystem files = manifest.getFileSystem(new Configuration());
    try (InputStream in = files.open(manifest)) {
      return new ObjectMapper().readTree(in).at("/files/parameters/sha256").asText();
    }
  }

  /** Checks that a directory holds the same rows. */
  void assertSameSamples(String samples) {
    assertThat(rows(samples)).isEqualTo(rows(folder.resolve("samples").toString())).hasSize(2000);
  }

  private static List<Row> rows(String directory) {
    Dataset<Row> all = LocalSpark.session().read().parquet(directory);
    return all.orderBy(all.columns()[0]).collectAsList();
  }
}
