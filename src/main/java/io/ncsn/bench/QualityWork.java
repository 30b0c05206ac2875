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
final class QualityWork extends CommandWork {
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
  public void check() {
    if (input.isEmpty()) {
      throw new ConfigException(
          "Cannot measure %s without a table to train on; add --table FILE".formatted(name()));
    }
    if (peer.isEmpty()) {
      throw new ConfigException(
          "Cannot measure %s without PyTorch; add --peer, where /usr/bin/python3 or NCSN_PEERS_PYTHON has torch"
              .formatted(name()));
    }
    super.check();
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
    train(output, NUMBERS, input(), "train.max-rounds=1");
    settings = Lab.settings(Optional.of(configuration(NUMBERS)), input());
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
    Map<String, List<String>> ways = new LinkedHashMap<>(ways(lab().tasks()));
    ways.putAll(ways(1));
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

  private Map<String, List<String>> ways(int cores) {
    return peer.orElseThrow().ways(PeerTable.WORK, cores);
  }

  private Found fit(List<String> way, double seconds) {
    return peers.fit(peer.orElseThrow(), way, seconds, PEER_SETTINGS);
  }

  @Override
  public double[] measure() {
    double target = holdoutLoss(fit(way, seconds).parameters());
    Path output = lab().freshPath("quality");
    Launcher.Done done =
        train(
            output,
            NUMBERS,
            input(),
            "train.max-seconds=" + TRAINING * seconds,
            "train.target-loss=" + target);
    double ours = holdoutLoss(model(output).samplingParameters());
    double outside = done.seconds() - done.record().path("train.seconds").asDouble();
    return new double[] {
      ours <= target ? done.seconds() : Double.POSITIVE_INFINITY, outside, target, ours
    };
  }

  private String input() {
    return "data.input=" + input.orElseThrow();
  }

  private double holdoutLoss(float[] parameters) {
    KernelPlan kernel = KernelPlan.here(KernelChoice.AUTO);
    TrainingRun run = new TrainingRun(settings.train(), kernel, table, first.model(), "");
    return Holdout.loss(lab().spark(), run, parameters).loss();
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
