package io.ncsn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.data.read.MadeIdx;
import io.ncsn.job.ShortTraining;
import io.ncsn.job.TrainedModel;
import io.ncsn.settings.Settings;
import io.ncsn.submit.LoopbackCluster;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A U-Net of images with labels has the same parameters, and draws and completes the same images,
 * in one process and on two executors of a cluster with a driver that is killed and goes on.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ImagesOnClusterIT {
  private static final int IMAGES = 311;
  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;
  private static final int LABELS = 3;
  private static final int ROUNDS = 12;
  private static final int SAMPLES = 77;
  private static final int EXECUTORS = 2;

  private static final List<String> SETTINGS =
      List.of(
          "data.image.width=" + WIDTH,
          "data.image.height=" + HEIGHT,
          "data.image.label=label",
          "network.architecture=unet",
          "network.unet.channels=16",
          "network.unet.blocks=1",
          "network.unet.attention=false",
          "train.max-seconds=none",
          "train.max-rounds=" + ROUNDS,
          "train.averaging-frequency=20",
          "train.checkpoint-every=1",
          "train.replicas=2",
          "train.batch-size=16",
          "sample.count=" + SAMPLES,
          "evaluate.rows=50",
          "evaluate.projections=4",
          "evaluate.features=random");

  /** The label that images are given, and guided to. */
  private static final List<String> GIVEN =
      List.of("sample.where.label=2", "sample.guidance=0.7", "sample.count=" + SAMPLES);

  private static final List<String> COMPLETED =
      List.of("sample.sampler=repaint", "sample.steps=5", "sample.resampling=2");

  @TempDir private Path folder;

  @Test
  void everyWhereTheSameBits() throws Exception {
    List<String> settings =
        Stream.concat(Stream.of("data.input=" + images()), SETTINGS.stream()).toList();
    Path here = folder.resolve("here");
    TrainedModel model = trainAndSample(here, settings.toArray(String[]::new));
    Checkpoints local = new Checkpoints(here.resolve("model"));
    local.look();
    String parameters = local.seen().get(ROUNDS);
    List<Row> samples = samples(here);
    assertThat(parameters).hasSize(64);
    assertThat(samples).hasSize(SAMPLES).doesNotHaveDuplicates();

    List<String> command = new ArrayList<>(List.of("pipeline"));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    try (LoopbackCluster cluster = LoopbackCluster.start(EXECUTORS)) {
      Ordeal killed =
          new Ordeal(cluster, folder.resolve("killed"), command, List.of(), new Random(1));
      try {
        killed.await(() -> killed.checkpoints().seen().keySet().stream().anyMatch(r -> r > 1));
        Fault.DRIVER_KILLED.strike(killed, Phase.ROUND);
        killed.finish();
      } finally {
        killed.abandon();
      }
      assertThat(killed.submission().output())
          .containsPattern("goes on after round ([2-9]|1[01])\\b");
      assertSame(killed, parameters, samples);
      assertSameGiven(cluster, killed.output().resolve("model"), model);
      assertSameCompleted(cluster, killed.output().resolve("model"), model);
    }
  }

  /** Images of stripes, whose width tells the label, in the format of MNIST. */
  private Path images() {
    int[] pixels =
        IntStream.range(0, IMAGES * HEIGHT * WIDTH)
            .map(at -> pixel(at / (HEIGHT * WIDTH), at % (HEIGHT * WIDTH)))
            .toArray();
    int[] labels = IntStream.range(0, IMAGES).map(image -> image % LABELS).toArray();
    MadeIdx.write(
        folder.resolve("train-labels-idx1-ubyte"), MadeIdx.bytes(new int[] {IMAGES}, labels));
    return MadeIdx.write(
        folder.resolve("train-images-idx3-ubyte"),
        MadeIdx.bytes(new int[] {IMAGES, HEIGHT, WIDTH}, pixels));
  }

  private static int pixel(int image, int at) {
    boolean bright = at % WIDTH <= 2 * (image % LABELS);
    return (bright ? 190 : 40) + (image * 37 + at * 11) % 23;
  }

  private static TrainedModel trainAndSample(Path output, String... settings) {
    TrainedModel model = new ShortTraining(output, settings).model();
    model
        .sampler(ShortTraining.settings(settings).settings().sample())
        .write(output.resolve("samples").toString(), new WavePace(0));
    return model;
  }

  private static void assertSame(Ordeal ordeal, String parameters, List<Row> samples) {
    EventLog events = ordeal.events();
    assertThat(events.executorsSeen())
        .hasSize(EXECUTORS)
        .allMatch(
            executor ->
                events.count(
                        end -> end.executor().equals(executor) && Phase.ROUND.includes(end.job()))
                    > 0);
    assertThat(ordeal.checkpoints().seen()).containsEntry(ROUNDS, parameters);
    assertThat(samples(ordeal.output())).isEqualTo(samples);
  }

  private void assertSameGiven(LoopbackCluster cluster, Path trained, TrainedModel model)
      throws Exception {
    List<Row> here =
        model
            .sampler(ShortTraining.settings(GIVEN.toArray(String[]::new)).settings().sample())
            .rows()
            .orderBy("sample_id")
            .collectAsList();

    Path output = run(cluster, "sample", trained, GIVEN, List.of());

    assertThat(here).hasSize(SAMPLES).allMatch(row -> row.getAs("label").equals(2));
    assertThat(samples(output)).isEqualTo(here);
  }

  /** Pixels at the right are not known, and of every third image the label neither. */
  private void assertSameCompleted(LoopbackCluster cluster, Path trained, TrainedModel model)
      throws Exception {
    Path holes = folder.resolve("holes.parquet");
    LocalSpark.session()
        .range(0, IMAGES, 1, 1) // one file: images are told apart by their place
        .selectExpr(
            "id",
            "transform(sequence(0, 34), p -> if(p % 7 > 3, null, cast(40 + (id + p) % 23 as smallint)))"
                + " as image",
            "if(id % 3 = 0, null, cast(id % 3 as int)) as label")
        .write()
        .parquet(holes.toString());
    Settings settings = ShortTraining.settings(COMPLETED.toArray(String[]::new)).settings();
    List<Row> here =
        model
            .imputer(settings.impute(), settings.sample())
            .rows(LocalSpark.session().read().parquet(holes.toString()))
            .orderBy("id")
            .collectAsList();

    Path output = run(cluster, "impute", trained, COMPLETED, List.of("--input", holes.toString()));

    assertThat(here).hasSize(IMAGES).noneMatch(Row::anyNull);
    assertThat(rows(output.resolve("imputed"), "id")).isEqualTo(here);
  }

  /** Runs a command with the trained model on the cluster, and returns its output. */
  private Path run(
      LoopbackCluster cluster,
      String command,
      Path trained,
      List<String> settings,
      List<String> options)
      throws Exception {
    Path output = folder.resolve(command);
    List<String> all =
        new ArrayList<>(
            List.of(command, "--model", trained.toString(), "--output", output.toString()));
    all.addAll(options);
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    cluster.ncsn(all.toArray(String[]::new));
    return output;
  }

  private static List<Row> samples(Path output) {
    return rows(output.resolve("samples"), "sample_id");
  }

  private static List<Row> rows(Path table, String key) {
    return LocalSpark.session().read().parquet(table.toString()).orderBy(key).collectAsList();
  }
}
