package io.ncsn.config;

import static io.ncsn.config.Measure.Goal.COST;
import static io.ncsn.config.Measure.Goal.FLOOR;
import static io.ncsn.config.Measure.Goal.HALF;
import static io.ncsn.config.Measure.Goal.LARGE;
import static io.ncsn.config.Measure.Goal.SMALL;
import static io.ncsn.config.Measure.Source.MODEL;
import static io.ncsn.config.Measure.Source.ROWS;
import static io.ncsn.config.Measure.Source.SAMPLES;
import static io.ncsn.config.Measure.Source.TRAINING;
import static io.ncsn.config.Measure.Source.TRAINING_ROWS;

/**
 * The catalogue of measures: of samples, as {@code ncsn evaluate} and the report give them, and of
 * runs, as {@code ncsn compare} does. A measure's name is its constant in kebab case.
 */
public enum Measure {
  FISHER(MODEL, SMALL, "Fisher divergence", "E‖s − s_true‖² at the least noise level"),
  WEIGHTED_FISHER(
      MODEL, SMALL, "Weighted Fisher divergence", "σ²·E‖s − s_true‖², mean over the noise levels"),
  LOG_LIKELIHOOD(MODEL, LARGE, "Held-out log-likelihood", "nats per row, in the data's units"),
  WEIGHT_ERROR(
      SAMPLES,
      SMALL,
      "Error of the components' weights",
      "greatest |share of samples − true weight| of the mixture's components"),
  SLICED_WASSERSTEIN(
      ROWS,
      SMALL,
      "Sliced Wasserstein-2 distance",
      "to held-out rows, standard deviations",
      "How far the samples' mass must be moved to become the real rows', as a root mean square over random "
          + "directions, in standard deviations."),
  MMD2(
      ROWS,
      SMALL,
      "Maximum mean discrepancy (MMD²)",
      "to held-out rows, unbiased",
      "Difference of the two clouds of points under a Gaussian kernel of median width; unbiased, so it may be "
          + "slightly below 0 when there is no difference."),
  KS_MAX(
      ROWS,
      SMALL,
      "Greatest marginal KS distance",
      "to held-out rows, from 0 to 1",
      "The worst column's greatest gap between the real and the sampled cumulative distribution, from 0 to 1."),
  CORRELATION_DIFFERENCE(
      ROWS,
      SMALL,
      "Mean |correlation difference|",
      "from the held-out rows' correlations",
      "How far the correlations between columns are off, averaged over the correlation matrix."),
  ONE_NN_ACCURACY(
      ROWS,
      HALF,
      "Nearest-neighbour accuracy",
      "0.5: not to be told from held-out rows",
      "How often a row's nearest neighbour is of its own kind, real or sampled: 0.5 when they cannot be told apart, "
          + "1 when they are separate, below 0.5 when samples sit on real rows."),
  CLOSEST_TRAINING_ROW_MEDIAN(
      TRAINING_ROWS,
      FLOOR,
      "Distance to closest training row, median",
      "standard deviations",
      "How near the middle sample comes to a training row, in standard deviations. The floor is held-out rows' "
          + "distance; far below it, training rows were memorised."),
  CLOSEST_TRAINING_ROW_1PCT(
      TRAINING_ROWS,
      FLOOR,
      "Distance to closest training row, lowest 1 %",
      "standard deviations",
      "The same for the nearest samples: it falls to 0 as soon as one sample in a hundred is a copy of a training "
          + "row."),
  NON_FINITE(SAMPLES, SMALL, "Diverged chains", "share of the samples"),
  EVALUATIONS(SAMPLES, COST, "Network evaluations", "per sample"),
  SAMPLE_SECONDS(SAMPLES, COST, "Sampling time", "seconds for all samples"),
  HOLDOUT_LOSS(TRAINING, SMALL, "Hold-out loss", "least of the training's, of what it minimises"),
  TRAIN_SECONDS(TRAINING, COST, "Training time", "seconds"),
  STEP_SECONDS(TRAINING, COST, "Time of a training step", "seconds per minibatch of each replica"),
  COLUMNS(TRAINING, COST, "Columns", "per row");

  /** The inputs of a measure. */
  public enum Source {
    /** A finished training. */
    TRAINING,
    /** The model's network. */
    MODEL,
    /** Samples alone. */
    SAMPLES,
    /** Samples and held-out rows. */
    ROWS,
    /** Samples, held-out rows and training rows. */
    TRAINING_ROWS
  }

  /** Which values are good. */
  public enum Goal {
    /** The smaller, the better. The floor is as good as it gets. */
    SMALL,
    /** The larger, the better. */
    LARGE,
    /** One half: samples and real rows cannot be told apart. */
    HALF,
    /** Near the floor. Far below it means that training rows were memorised. */
    FLOOR,
    /** A price that was paid, not a result. */
    COST
  }

  private final Source source;
  private final Goal goal;
  private final String title;
  private final String unit;
  private final String meaning;

  Measure(Source source, Goal goal, String title, String unit) {
    this(source, goal, title, unit, "");
  }

  Measure(Source source, Goal goal, String title, String unit, String meaning) {
    this.source = source;
    this.goal = goal;
    this.title = title;
    this.unit = unit;
    this.meaning = meaning;
  }

  public Source source() {
    return source;
  }

  public Goal goal() {
    return goal;
  }

  /** For headings. */
  public String title() {
    return title;
  }

  /** The unit, or what the measure refers to, in a few words. */
  public String unit() {
    return unit;
  }

  /** One plain sentence on what is measured; empty for measures that only comparisons take. */
  public String meaning() {
    return meaning;
  }

  /** Whether comparisons take it: they have no training rows at hand. */
  public boolean isCompared() {
    return source != TRAINING_ROWS;
  }

  /** Whether it compares samples with held-out rows. */
  public boolean comparesRows() {
    return source == ROWS;
  }

  /** Whether it can only be taken where the data's density is known. */
  public boolean needsTruth() {
    return this == FISHER || this == WEIGHTED_FISHER || this == WEIGHT_ERROR;
  }
}
