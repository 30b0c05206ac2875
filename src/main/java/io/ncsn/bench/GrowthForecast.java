package io.ncsn.bench;

import io.ncsn.growth.AveragedTraining;
import io.ncsn.growth.Cluster;
import io.ncsn.growth.RoundCost;
import io.ncsn.growth.RoundSimulator;
import io.ncsn.growth.SimulatedRound;
import io.ncsn.growth.Stragglers;
import io.ncsn.train.AutoTraining;
import io.ncsn.train.Segments;
import io.ncsn.train.TrainSettings;
import java.util.List;

/**
 * Extrapolates the measured constants to larger clusters by simulated rounds. Each executor has one
 * core and one replica, links have 10 Gbit/s, and the table has a billion rows.
 */
final class GrowthForecast {
  /** The simulated networks. */
  static final List<Size> SIZES = List.of(new Size(2, 128), new Size(16, 512), new Size(784, 2048));

  static final long ROWS = 1_000_000_000;

  /** Stragglers on machines that run other work too. */
  static final Stragglers USUAL = Stragglers.exponential(0.1);

  private static final double BANDWIDTH = 1.25e9;
  private static final int CHECKPOINT_EVERY = 10;
  private static final int ROUNDS = 40;
  private static final long SEED = 1;

  /** The least speed-up for which doubling the executors pays. */
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
   * @param rowsPerSecond rate of all executors together
   * @param inSteps share of the cores' time spent in the replicas' steps
   * @param parts mean duration of each part of a round
   */
  record Outlook(
      int executors, int minibatches, double rowsPerSecond, double inSteps, SimulatedRound parts) {
    /** Returns the hours that one pass over {@link #ROWS} rows takes. */
    double hours() {
      return ROWS / rowsPerSecond / 3600;
    }
  }

  /** Returns the H that {@code averaging-frequency = auto} gives for the large table. */
  int automatic(Size size, int executors) {
    return AutoTraining.averagingFrequency(settings(executors, "auto"), size.spec(), ROWS);
  }

  /** Simulates a training on {@code executors} executors. */
  Outlook outlook(Size size, int executors, int minibatches, Stragglers stragglers) {
    TrainSettings settings = settings(executors, String.valueOf(minibatches));
    AveragedTraining training =
        new AveragedTraining(
            size.spec().parameters(),
            measured.rowSeconds(size),
            settings.batchSize(),
            minibatches,
            executors,
            AutoTraining.driverAverages(settings, size.spec()) ? 0 : Segments.length(executors),
            CHECKPOINT_EVERY);
    Cluster cluster = new Cluster(executors, 1, BANDWIDTH, stragglers);
    SimulatedRound mean = mean(new RoundSimulator(cost, cluster, training).rounds(ROUNDS, SEED));
    double rate = training.rows() / mean.seconds();
    return new Outlook(
        executors, minibatches, rate, rate * measured.rowSeconds(size) / executors, mean);
  }

  /**
   * Returns the greatest number of executors, a power of two, up to which doubling them makes
   * training at least 1.5 times as fast.
   */
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
