package io.ncsn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.LoopbackCluster;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Training and sampling in turn on a cluster to which faults happen: every checkpoint and all
 * samples have the bits of a run that was left alone.
 *
 * <p>Without settings each fault happens once, one after the other. {@code -Dsoak.minutes=60} goes
 * on for so long with a random fault every {@code soak.interval} seconds (30), in rounds and waves
 * of {@code soak.scale} times the work; {@code -Dsoak.seed} decides which.
 */
@Isolated("beside another class it sees checkpoints too late")
class SoakIT {
  private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
  private static final int INTERVAL_SECONDS = Integer.getInteger("soak.interval", 30);
  private static final int SCALE = Integer.getInteger("soak.scale", 1);
  private static final long SEED = Long.getLong("soak.seed", 1);
  private static final int ROUNDS = 36 * SCALE;
  private static final int CHECKPOINT_EVERY = 2;

  private static final List<String> TRAIN =
      List.of(
          "train",
          "--set",
          "data.input=dataset:mixture",
          "--set",
          "data.rows=4000",
          "--set",
          "train.replicas=4",
          "--set",
          "train.max-rounds=" + ROUNDS,
          "--set",
          "train.max-seconds=none",
          "--set",
          "train.averaging-frequency=200",
          "--set",
          "train.checkpoint-every=" + CHECKPOINT_EVERY,
          "--set",
          "train.validate-every=" + CHECKPOINT_EVERY,
          "--set",
          "network.hidden=128,128");

  /** Faults in the midst of a round and of a wave, told apart by Spark's own job descriptions. */
  private static final List<Strike> STRIKES =
      List.of(
          new Strike(Fault.WORKER_REPLACED, Phase.ROUND),
          new Strike(Fault.EXECUTOR_KILLED, Phase.ROUND),
          new Strike(Fault.EXECUTOR_KILLED, Phase.ROUND),
          new Strike(Fault.TASK_FAILED, Phase.ROUND),
          new Strike(Fault.TASK_SLOW, Phase.ROUND),
          new Strike(Fault.DRIVER_KILLED, Phase.ROUND),
          new Strike(Fault.DRIVER_KILLED, Phase.BETWEEN_ROUNDS),
          new Strike(Fault.EXECUTOR_KILLED, Phase.WAVE),
          new Strike(Fault.TASK_FAILED, Phase.WAVE),
          new Strike(Fault.TASK_SLOW, Phase.WAVE),
          new Strike(Fault.DRIVER_KILLED, Phase.WAVE));

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final SoakLog log = SoakLog.open(SEED);
  private final List<Strike> toCome = new ArrayList<>();
  private int turns;

  private record Strike(Fault fault, Phase phase) {}

  @Test
  void everythingSurvives() throws Exception {
    try (LoopbackCluster cluster = LoopbackCluster.start(2)) {
      Ordeal training = alone(cluster, "trained-alone", TRAIN);
      SortedMap<Integer, String> checkpoints = training.checkpoints().seen();
      assertThat(checkpoints).hasSize(ROUNDS / CHECKPOINT_EVERY);
      List<String> sample = sampling(training.output());
      List<Row> samples = samples(alone(cluster, "sampled-alone", sample));

      long end = System.nanoTime() + MINUTES * 60_000_000_000L;
      toCome.addAll(STRIKES);
      while (MINUTES == 0 ? !toCome.isEmpty() : System.nanoTime() < end) {
        assertThat(MINUTES == 0 ? turns : 0).as("turns until all faults hit").isLessThan(5);
        if (isDue(Phase.ROUND, Phase.BETWEEN_ROUNDS)) {
          Ordeal trained = disturbed(cluster, TRAIN, Phase.ROUND, Phase.BETWEEN_ROUNDS);
          assertThat(checkpoints).containsAllEntriesOf(trained.checkpoints().seen());
          assertThat(trained.checkpoints().seen()).containsKey(ROUNDS);
          log.checkpoints(trained.checkpoints().seen().size());
        }
        if (isDue(Phase.WAVE)) {
          Ordeal sampled = disturbed(cluster, sample, Phase.WAVE);
          assertThat(samples(sampled)).isEqualTo(samples);
          log.samples(samples.size());
        }
        deleteTurn();
      }
    }
    log.finish();
    assertThat(log.growth()).as("memory is flat").isLessThan(1.25);
  }

  /** Whether a fault is still to happen in one of these phases; always in the long form. */
  private boolean isDue(Phase... phases) {
    return MINUTES > 0 || toCome.stream().map(Strike::phase).anyMatch(List.of(phases)::contains);
  }

  private List<String> sampling(Path trained) {
    return List.of(
        "sample",
        "--model",
        trained.resolve("model").toString(),
        "--set",
        "sample.count=" + 15_000 * SCALE,
        "--set",
        "waves.seconds=" + (MINUTES == 0 ? 0 : 5));
  }

  private Ordeal alone(LoopbackCluster cluster, String name, List<String> command)
      throws Exception {
    Ordeal ordeal =
        new Ordeal(cluster, folder.resolve(name), command, List.of("--master", "local[2]"), random);
    ordeal.finish();
    log.memory(name, ordeal.memory());
    return ordeal;
  }

  /** A command with what is to come in these phases, or with a fault every now and then. */
  private Ordeal disturbed(LoopbackCluster cluster, List<String> command, Phase... phases)
      throws Exception {
    Ordeal ordeal = new Ordeal(cluster, turn().resolve(command.get(0)), command, options(), random);
    try {
      long next = System.nanoTime();
      List<Phase> now = List.of(phases);
      while (ordeal.submission().isAlive()) {
        List<Strike> candidates =
            (MINUTES == 0 ? toCome : STRIKES)
                .stream().filter(strike -> now.contains(strike.phase())).toList();
        long due = next;
        if (candidates.isEmpty() || !ordeal.await(() -> System.nanoTime() >= due)) {
          break;
        }
        Strike strike = candidates.get(MINUTES == 0 ? 0 : random.nextInt(candidates.size()));
        if (strike.fault().strike(ordeal, strike.phase())) {
          toCome.remove(strike);
          log.survived(strike.fault(), strike.phase());
          next = System.nanoTime() + (MINUTES == 0 ? 0 : INTERVAL_SECONDS * 1_000_000_000L);
        } else {
          log.missed(strike.fault(), strike.phase());
        }
      }
      ordeal.finish();
    } finally {
      ordeal.abandon();
    }
    log.memory(command.get(0), ordeal.memory());
    return ordeal;
  }

  /** Speculation at its keenest, and the plugin that makes tasks fail and slow. */
  private List<String> options() throws IOException {
    return Stream.of(
            "spark.jars=" + FaultsJar.writeTo(folder),
            "spark.plugins=" + FaultyExecutor.class.getName(),
            "spark.speculation=true",
            "spark.speculation.interval=50ms",
            "spark.speculation.quantile=0.5",
            "spark.speculation.multiplier=2",
            "spark.speculation.minTaskRuntime=1s")
        .flatMap(setting -> Stream.of("--conf", setting))
        .toList();
  }

  private static List<Row> samples(Ordeal ordeal) {
    Dataset<Row> all =
        LocalSpark.session().read().parquet(ordeal.output().resolve("samples").toString());
    return all.orderBy(all.columns()[0], all.columns()[1]).collectAsList();
  }

  private Path turn() {
    return folder.resolve("turn-" + turns);
  }

  private void deleteTurn() throws IOException {
    try (Stream<Path> files = Files.walk(turn())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    turns++;
  }
}
