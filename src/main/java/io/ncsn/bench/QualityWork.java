package io.ncsn.bench;

import io.ncsn.bench.PeerTable.Found;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.settings.Settings;
import io.ncsn.train.Holdout;
import io.ncsn.train.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.spark.api.java.JavaRDD;

/**
 * Measures how long {@code submit/ncsn train} takes to reach the hold-out loss that PyTorch reaches
 * in a minute of training on the same rows. The time runs from the start of the process to its end.
 *
 * <p>One program judges both: this program's validation computes the hold-out loss of PyTorch's
 * parameters, with the same noise.
 */
final class QualityWork extends SparkWork {
  private static final double MOST_SECONDS = 40;

  /**
   * Length of this program's training relative to PyTorch's. It leaves time for the start of Spark.
   */
  private static final double TRAINING = 0.5;

  private static final List<String> PEER_SETTINGS = List.of("--rate", "4e-3", "--batch", "128");

  private final Optional<Peer> peer;
  private final Optional<String> input;
  private final double seconds;
  private Settings settings;
  private PreparedTable table;
  private Checkpoint first;
  private PeerTable peers;
  private List<String> way;

  /**
   * Makes the work.
   *
   * @param input the table
   * @param seconds training time of PyTorch
   */
  QualityWork(Lab lab, Optional<Peer> peer, Optional<String> input, double seconds) {
    super("time-to-quality", lab);
    this.peer = peer;
    this.input = input;
    this.seconds = seconds;
  }

  @Override
  public boolean isOnRequest() {
    return true;
  }

  @Override
  public void check() {
    if (input.isEmpty()) {
      throw new ConfigException(
          "Cannot measure %s without a table to train on; add --table FILE".formatted(name()));
    }
    if (peer.isEmpty()) {
      throw new ConfigException(
          "Cannot measure %s without PyTorch; add --peer, where /usr/bin/python3 has torch"
              .formatted(name()));
    }
    lab().launcher();
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "s", 0, Target.atMost(MOST_SECONDS)),
        new Quantity(name() + ", outside rounds", "s"),
        new Quantity(name() + ", PyTorch's loss", "a row"),
        new Quantity(name() + ", our loss", "a row"));
  }

  /** Runs a training of one round, whose table and noise levels the peer receives. */
  @Override
  public void prepare() {
    Path output = lab().freshPath("quality");
    launch(output, "train.max-rounds=1");
    settings = Lab.settings(Optional.of(configuration()), "data.input=" + input.orElseThrow());
    table =
        TablePreparer.prepare(
            lab().session(),
            settings.data(),
            settings.train().replicas(),
            output.resolve("work").toString());
    first = model(output);
    Size size =
        new Size(table.schema().dimension(), settings.network().architecture().hidden().get(0));
    peers =
        new PeerTable(
            lab().freshPath("peer"),
            size,
            rows(table.train()),
            rows(table.holdout()),
            first.model().schedule());
    way = bestWay();
  }

  private static float[] rows(JavaRDD<Shard> shards) {
    float[] rows = new float[0];
    for (Shard shard : shards.collect()) {
      rows = ArrayUtils.addAll(rows, shard.floats());
    }
    return rows;
  }

  /**
   * Returns the way with the least loss after a sixth of the time, among those that use all cores
   * and a single thread.
   */
  private List<String> bestWay() {
    Map<String, List<String>> ways = new LinkedHashMap<>(Peer.ways(lab().tasks()));
    ways.putAll(Peer.ways(1));
    List<String> best = null;
    double least = Double.POSITIVE_INFINITY;
    for (List<String> each : ways.values()) {
      double loss = fit(each, seconds / 6).loss();
      if (loss < least) {
        least = loss;
        best = each;
      }
    }
    return best;
  }

  private Found fit(List<String> way, double seconds) {
    return peers.fit(peer.orElseThrow(), way, seconds, PEER_SETTINGS);
  }

  @Override
  public double[] measure() {
    double target = holdoutLoss(fit(way, seconds).parameters());
    Path output = lab().freshPath("quality");
    Launcher.Done done =
        launch(output, "train.max-seconds=" + TRAINING * seconds, "train.target-loss=" + target);
    double ours = holdoutLoss(model(output).samplingParameters());
    double outside = done.seconds() - done.record().path("train.seconds").asDouble();
    return new double[] {
      ours <= target ? done.seconds() : Double.POSITIVE_INFINITY, outside, target, ours
    };
  }

  private double holdoutLoss(float[] parameters) {
    KernelPlan kernel = KernelPlan.here(KernelChoice.AUTO);
    TrainingRun run = new TrainingRun(settings.train(), kernel, table, first.model(), "");
    return Holdout.loss(lab().spark(), run, parameters).loss();
  }

  private Launcher.Done launch(Path output, String... overrides) {
    List<String> command =
        new ArrayList<>(List.of("train", "--config", configuration().toString()));
    command.addAll(List.of("--set", "data.input=" + input.orElseThrow()));
    for (String override : overrides) {
      command.addAll(List.of("--set", override));
    }
    return lab().launcher().run(output, command);
  }

  private Path configuration() {
    return lab().launcher().configuration("numbers.conf");
  }

  private Checkpoint model(Path output) {
    return ModelDirectory.at(
            output.resolve("model").toString(),
            lab().session().sparkContext().hadoopConfiguration())
        .read();
  }

  @Override
  public void close() {
    table.release();
  }
}
