package io.ncsn.bench;

import io.ncsn.config.TrainSettings;
import io.ncsn.growth.AveragedTraining;
import io.ncsn.growth.Cluster;
import io.ncsn.growth.RoundCost;
import io.ncsn.growth.RoundSimulator;
import io.ncsn.growth.SimulatedRound;
import io.ncsn.growth.Stragglers;
import io.ncsn.train.AutoTraining;
import java.util.List;

/**
 * What the measured constants come to on clusters that are not here, by simulated rounds: one core
 * and one replica an executor, links of 10 Gbit/s, a table of a billion rows.
 */
final class GrowthForecast {
  /** Networks that are looked at. */
  static final List<Size> SIZES = List.of(new Size(2, 128), new Size(16, 512), new Size(784, 2048));

  static final long ROWS = 1_000_000_000;

  /** Tasks of machines that others use too. */
  static final Stragglers USUAL = Stragglers.exponential(0.1);

  private static final double BANDWIDTH = 1.25e9;
  private static final int CHECKPOINT_EVERY = 10;
  private static final int ROUNDS = 40;
  private static final long SEED = 1;

  /** What doubling the executors must give at least to be worth its while. */
  private static final double PAYS = 1.5;

  private static final int MOST_EXECUTORS = 1 << 14;

  private final GrowthMeasurements measured;
  private final RoundCost cost;

  GrowthForecast(GrowthMeasurements measured) {
    this.measured = measured;
    this.cost = measured.cost();
  }

  /**
   * A simulated training.
   *
   * @param minibatches H
   * @param rowsPerSecond of all executors
   * @param inSteps share of the cores' time that is in replicas' steps
   * @param parts of a round, means
   */
  record Outlook(
      int executors, int minibatches, double rowsPerSecond, double inSteps, SimulatedRound parts) {
    /** For a pass over {@link #ROWS} rows. */
    double hours() {
      return ROWS / rowsPerSecond / 3600;
    }
  }

  /** H by {@code averaging-frequency = auto} on the big table. */
  int automatic(Size size, int executors) {
    return AutoTraining.averagingFrequency(settings(executors, "auto"), size.spec(), ROWS);
  }

  /** A training on so many executors. */
  Outlook outlook(Size size, int executors, int minibatches, Stragglers stragglers) {
    TrainSettings settings = settings(executors, String.valueOf(minibatches));
    AveragedTraining training =
        new AveragedTraining(
            size.spec().parameters(),
            measured.rowSeconds(size),
            settings.batchSize(),
            minibatches,
            executors,
            AutoTraining.segments(settings, size.spec()),
            CHECKPOINT_EVERY);
    Cluster cluster = new Cluster(executors, 1, BANDWIDTH, stragglers);
    SimulatedRound mean = mean(new RoundSimulator(cost, cluster, training).rounds(ROUNDS, SEED));
    double rate = training.rows() / mean.seconds();
    return new Outlook(
        executors, minibatches, rate, rate * measured.rowSeconds(size) / executors, mean);
  }

  /** The most executors, a power of two, up to which doubling them gives half as much again. */
  int paysUpTo(Size size, int minibatches) {
    int executors = 1;
    double rate = outlook(size, 1, minibatches, USUAL).rowsPerSecond();
    while (executors < MOST_EXECUTORS) {
      double doubled = outlook(size, 2 * executors, minibatches, USUAL).rowsPerSecond();
      if (doubled < PAYS * rate) {
        return executors;
      }
      executors *= 2;
      rate = doubled;
    }
    return executors;
  }

  private static TrainSettings settings(int replicas, String minibatches) {
    return Lab.settings(
            "train.replicas=" + replicas,
            "train.max-rounds=1",
            "train.averaging-frequency=" + minibatches)
        .train();
  }

  private static SimulatedRound mean(List<SimulatedRound> rounds) {
    return new SimulatedRound(
        rounds.stream().mapToDouble(SimulatedRound::driver).average().orElseThrow(),
        rounds.stream().mapToDouble(SimulatedRound::replicas).average().orElseThrow(),
        rounds.stream().mapToDouble(SimulatedRound::reduction).average().orElseThrow(),
        rounds.stream().mapToDouble(SimulatedRound::checkpoint).average().orElseThrow());
  }
}
