package io.ncsn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.data.read.MadeIdx;
import io.ncsn.job.ShortTraining;
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
 * A U-Net of images with labels has the same parameters, and draws the same images, in one process
 * and on two executors of a cluster with a driver that is killed and goes on.
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

  @TempDir private Path folder;

  @Test
  void everyWhereTheSameBits() throws Exception {
    List<String> settings =
        Stream.concat(Stream.of("data.input=" + images()), SETTINGS.stream()).toList();
    Path here = folder.resolve("here");
    trainAndSample(here, settings.toArray(String[]::new));
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

  private static void trainAndSample(Path output, String... settings) {
    new ShortTraining(output, settings)
        .model()
        .sampler(ShortTraining.settings(settings).settings().sample())
        .write(output.resolve("samples").toString(), new WavePace(0));
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

  private static List<Row> samples(Path output) {
    return LocalSpark.session()
        .read()
        .parquet(output.resolve("samples").toString())
        .orderBy("sample_id")
        .collectAsList();
  }
}
