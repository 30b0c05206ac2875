package io.ncsn.evaluate;

import io.ncsn.evaluate.Metric.Goal;
import java.util.OptionalDouble;

/** The metrics: their keys, names and meanings. */
enum MetricKind {
  SLICED_WASSERSTEIN(
      "sliced-wasserstein",
      "Sliced Wasserstein-2 distance",
      Goal.SMALL,
      "How far the samples' mass must be moved to become the real rows', as a root mean square over random "
          + "directions, in standard deviations."),
  MMD2(
      "mmd2",
      "Maximum mean discrepancy (MMD²)",
      Goal.SMALL,
      "Difference of the two clouds of points under a Gaussian kernel of median width; unbiased, so it may be "
          + "slightly below 0 when there is no difference."),
  KS_MAX(
      "ks-max",
      "Greatest marginal KS distance",
      Goal.SMALL,
      "The worst column's greatest gap between the real and the sampled cumulative distribution, from 0 to 1."),
  CORRELATION(
      "correlation-difference",
      "Mean |correlation difference|",
      Goal.SMALL,
      "How far the correlations between columns are off, averaged over the correlation matrix."),
  ONE_NN(
      "one-nn-accuracy",
      "Nearest-neighbour accuracy",
      Goal.HALF,
      "How often a row's nearest neighbour is of its own kind, real or sampled: 0.5 when they cannot be told apart, "
          + "1 when they are separate, below 0.5 when samples sit on real rows."),
  CLOSEST_MEDIAN(
      "closest-training-row-median",
      "Distance to closest training row, median",
      Goal.FLOOR,
      "How near the middle sample comes to a training row, in standard deviations. The floor is held-out rows' "
          + "distance; far below it, training rows were memorised."),
  CLOSEST_LOW(
      "closest-training-row-1pct",
      "Distance to closest training row, lowest 1 %",
      Goal.FLOOR,
      "The same for the nearest samples: it falls to 0 as soon as one sample in a hundred is a copy of a training "
          + "row.");

  private final String key;
  private final String title;
  private final Goal goal;
  private final String meaning;

  MetricKind(String key, String title, Goal goal, String meaning) {
    this.key = key;
    this.title = title;
    this.goal = goal;
    this.meaning = meaning;
  }

  Metric of(double value, OptionalDouble floor) {
    return new Metric(key, title, value, floor, goal, meaning);
  }
}
