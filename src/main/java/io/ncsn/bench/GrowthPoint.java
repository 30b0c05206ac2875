package io.ncsn.bench;

import io.ncsn.train.TrainSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A training whose cost is measured.
 *
 * @param series name of the varied quantity
 * @param value value of that quantity
 * @param rows number of rows in the table
 * @param minibatches H
 * @param reduction value of {@code train.reduction}
 */
record GrowthPoint(
    String series,
    long value,
    Size size,
    int rows,
    int replicas,
    int minibatches,
    int rounds,
    String reduction) {
  private static final Size SMALL = new Size(2, 128);
  private static final Size LARGE = new Size(16, 512);
  private static final int MANY_ROWS = 1_000_000;
  private static final int BATCH = 128;
  private static final int MOST_MINIBATCHES = 1024;

  /** Returns all points, except those with more than {@code mostRows} rows. */
  static List<GrowthPoint> all(int mostRows) {
    List<GrowthPoint> points = new ArrayList<>();
    for (int rows = 10_000; rows <= mostRows; rows *= 10) {
      int minibatches = Math.min(MOST_MINIBATCHES, rows / (2 * BATCH));
      int pass = Math.round((float) rows / (2 * BATCH * minibatches));
      points.add(
          new GrowthPoint(
              "rows of the table", rows, SMALL, rows, 2, minibatches, Math.max(4, pass), "auto"));
    }
    for (int dimension : new int[] {2, 8, 32, 128, 512}) {
      points.add(point("columns", dimension, new Size(dimension, 256), 2, 32, 8));
    }
    for (int width : new int[] {64, 128, 256, 512, 1024}) {
      points.add(point("width", width, new Size(16, width), 2, 16, 8));
    }
    for (int replicas : new int[] {1, 2, 4, 8, 16}) {
      points.add(point("replicas", replicas, SMALL, replicas, 16, 20));
    }
    for (int replicas : new int[] {1, 4, 16}) {
      points.add(point("replicas, 3×512", replicas, LARGE, replicas, 2, 6));
    }
    for (int minibatches : new int[] {1, 4, 16, 64, 256, 1024}) {
      points.add(point("minibatches a round", minibatches, SMALL, 2, minibatches, 20));
    }
    for (int replicas : new int[] {2, 8}) {
      points.add(
          new GrowthPoint(
              "replicas, by segments", replicas, LARGE, MANY_ROWS / 4, replicas, 2, 6, "segments"));
    }
    return points;
  }

  private static GrowthPoint point(
      String series, long value, Size size, int replicas, int minibatches, int rounds) {
    int rows = Math.min(MANY_ROWS, 4 * MANY_ROWS / size.dimension());
    return new GrowthPoint(series, value, size, rows, replicas, minibatches, rounds, "auto");
  }

  /** Returns the settings for {@code count} rounds. */
  TrainSettings settings(int count) {
    return Lab.settings(
            "train.replicas=" + replicas,
            "train.averaging-frequency=" + minibatches,
            "train.max-rounds=" + count,
            "train.reduction=" + reduction,
            TimedTraining.NO_CHECKPOINTS)
        .train();
  }

  int parameters() {
    return size.spec().parameters();
  }

  /** Returns the number of rows in a round of one replica. */
  double rowsPerReplica() {
    return (double) minibatches * BATCH;
  }

  boolean bySegments() {
    return reduction.equals("segments");
  }

  /**
   * A measured training.
   *
   * @param replicaSeconds one core's time in a replica's round
   * @param outsideSeconds wall time of a round in which cores were not in replicas' steps
   * @param rowsPerSecond rate of all replicas together
   */
  record Measured(
      GrowthPoint point, double replicaSeconds, double outsideSeconds, double rowsPerSecond) {
    static Measured of(GrowthPoint point, int cores, RoundClock clock) {
      int used = Math.min(point.replicas(), cores);
      return new Measured(
          point,
          clock.busySeconds() / clock.rounds() / point.replicas(),
          (clock.seconds() - clock.busySeconds() / used) / clock.rounds(),
          clock.rowsPerSecond());
    }
  }
}
