package io.ncsn.config;

import static io.ncsn.config.Measure.Goal.COST;
import static io.ncsn.config.Measure.Goal.FLOOR;
import static io.ncsn.config.Measure.Goal.HALF;
import static io.ncsn.config.Measure.Goal.LARGE;
import static io.ncsn.config.Measure.Goal.SMALL;
import static io.ncsn.config.Measure.Source.DRIFT;
import static io.ncsn.config.Measure.Source.IMAGE_ROWS;
import static io.ncsn.config.Measure.Source.MIXED_ROWS;
import static io.ncsn.config.Measure.Source.MODEL;
import static io.ncsn.config.Measure.Source.ROWS;
import static io.ncsn.config.Measure.Source.SAMPLES;
import static io.ncsn.config.Measure.Source.TRAINING;
import static io.ncsn.config.Measure.Source.TRAINING_ROWS;

import java.util.EnumSet;

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
  FRECHET_DISTANCE(
      IMAGE_ROWS,
      SMALL,
      "Fréchet distance of images",
      "to held-out images, in features of a network",
      "Squared Fréchet distance of the normal distributions that have the means and covariances of the images' "
          + "features. Papers' FID is in features of Inception (evaluate.features), and of 50,000 images. It is greater "
          + "for fewer images; the floor is as many training images."),
  IMAGE_PRECISION(
      IMAGE_ROWS,
      LARGE,
      "Precision of images",
      "share of the samples",
      "Share of the samples that lie among held-out images: no further from one than its third nearest neighbour, in "
          + "the same features."),
  IMAGE_RECALL(
      IMAGE_ROWS,
      LARGE,
      "Recall of images",
      "share of the held-out images",
      "Share of the held-out images that lie among samples: no further from one than its third nearest neighbour, in "
          + "the same features."),
  LABEL_AGREEMENT(
      IMAGE_ROWS,
      LARGE,
      "Agreement of labels",
      "share of the samples that a classifier gives their label",
      "Share of the samples to which a classifier, trained on training images, gives the label that they were sampled "
          + "with. The floor is its accuracy: that share of real images that it has not seen."),
  CLASS_SHARES(
      IMAGE_ROWS,
      SMALL,
      "Shares of the classes",
      "total variation to held-out images, from 0 to 1",
      "How far the classes' shares among samples are from those among held-out images: half the sum of the absolute "
          + "differences."),
  SHAPE(
      MIXED_ROWS,
      SMALL,
      "Shape: errors of columns",
      "mean over the columns, from 0 to 1",
      "How far each column alone is off: Kolmogorov–Smirnov distance of numbers and dates, total variation of "
          + "categories, without nulls; the mean over the columns. SDMetrics' Column Shapes is 1 minus this."),
  TREND(
      MIXED_ROWS,
      SMALL,
      "Trend: errors of pairs",
      "mean over the pairs of columns, from 0 to 1",
      "How far pairs of columns are off: half the difference of the correlations of two numbers, else the total "
          + "variation of the joint table, numbers cut into the training rows' ten bins; the mean over the pairs."),
  TREND_OWN_BINS(
      MIXED_ROWS,
      SMALL,
      "Trend, each table in its own bins",
      "mean over the pairs of columns, from 0 to 1",
      "The same with numbers cut into bins over each table's own range, as SDMetrics' Column Pair Trends: one "
          + "outlier moves all bins of a table."),
  DETECTION_TREES(
      MIXED_ROWS,
      HALF,
      "Detection by trees",
      "AUC; 0.5: not to be told from real rows",
      "How well gradient-boosted trees tell samples from training rows that they have not seen: the area under the "
          + "ROC curve, 0.5 when they cannot."),
  DETECTION_LOGISTIC(
      MIXED_ROWS,
      HALF,
      "Detection by logistic regression",
      "AUC; 0.5: not to be told from real rows",
      "The same by logistic regression, which sees each column alone. SDMetrics' score is 2 − 2·AUC."),
  ALPHA_PRECISION(
      MIXED_ROWS,
      LARGE,
      "α-precision",
      "from 0 to 1",
      "Whether samples lie where training rows do: 1 when each ball around the training rows' mean holds as many of "
          + "them as of the training rows."),
  BETA_RECALL(
      MIXED_ROWS,
      LARGE,
      "β-recall",
      "from 0 to 1",
      "How far samples cover the training rows: how often a sample lies nearer to a training row than its nearest "
          + "other training row. Rows as good as real ones get about one half."),
  UTILITY_AUC(
      MIXED_ROWS,
      LARGE,
      "Trained on samples, tested on held-out rows",
      "AUC of evaluate.target",
      "How well gradient-boosted trees that were trained on samples predict the target of held-out rows, as the area "
          + "under the ROC curve; the floor is trees that were trained on the training rows."),
  UTILITY_RMSE(
      MIXED_ROWS,
      SMALL,
      "Trained on samples, tested on held-out rows",
      "root mean square error of evaluate.target",
      "How well gradient-boosted trees that were trained on samples predict the target of held-out rows, as the root "
          + "mean square error in its units; the floor is trees that were trained on the training rows."),
  NEARER_TO_TRAINING(
      MIXED_ROWS,
      FLOOR,
      "Nearer to training than to held-out rows",
      "share of the samples; 0.5, or the floor if many rows are equal",
      "Share of the samples that lie strictly nearer to training rows than to as many held-out rows (DCR share). One "
          + "half gives nothing away; well above the floor, training rows were memorised."),
  CLOSEST_ROW_MEDIAN(
      MIXED_ROWS,
      FLOOR,
      "Distance to closest training row, median",
      "numbers over the training rows' range, 2 for a different level",
      "How near the middle sample comes to a training row. The floor is held-out rows' distance; far below it, "
          + "training rows were memorised."),
  EXACT_COPIES(
      MIXED_ROWS,
      FLOOR,
      "Copies of training rows",
      "share of the samples",
      "Share of the samples that equal a training row in every column. The floor is held-out rows' share; well above "
          + "it, training rows were memorised."),
  MEMBERSHIP_ADVANTAGE(
      MIXED_ROWS,
      SMALL,
      "Advantage of guessing who was trained on",
      "from 0 to 1",
      "How much better than chance a reader of the samples can guess whether a real row was among the training rows: "
          + "greatest difference of the true and the false positive rate."),
  DRIFT_SHAPE(
      DRIFT,
      SMALL,
      "Drift of columns",
      "mean over the columns, from 0 to 1",
      "How far each column of a table alone is from the training table's: Kolmogorov–Smirnov distance of numbers and "
          + "dates, total variation of categories, without nulls; the mean over the columns."),
  DRIFT_SHAPE_MAX(
      DRIFT,
      SMALL,
      "Drift of the column that moved most",
      "from 0 to 1",
      "The greatest of these distances."),
  LOG_DENSITY_SHIFT(
      DRIFT,
      LARGE,
      "Shift of the log-density",
      "nats per row",
      "Mean log-density of the table's rows under the model minus that of rows held out of its training: 0 when "
          + "nothing has changed, below 0 when the model finds the rows less probable."),
  DRIFT_P_VALUE(
      DRIFT,
      LARGE,
      "p-value of no drift",
      "from 0 to 1",
      "The least p-value of the columns and the log-densities, times their number: small when rows of one "
          + "distribution would hardly differ so much. Large tables make it small for differences that do not matter."),
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
    TRAINING_ROWS,
    /** Samples, held-out rows and training rows that are images. */
    IMAGE_ROWS,
    /** Samples, held-out rows and training rows of a mixed table. */
    MIXED_ROWS,
    /** A table, the table that a model was trained on, and the model. */
    DRIFT
  }

  /** Which values are good. */
  public enum Goal {
    /** The smaller, the better. The floor is as good as it gets. */
    SMALL,
    /** The larger, the better. */
    LARGE,
    /** One half: samples and real rows cannot be told apart. */
    HALF,
    /** Near the floor. Far from it means that training rows were memorised. */
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

  /**
   * Whether comparisons take it. Distances of numbers to training rows, and measures of images, are
   * for reports alone, and drift is of no samples.
   */
  public boolean isCompared() {
    return !EnumSet.of(TRAINING_ROWS, IMAGE_ROWS, DRIFT).contains(source);
  }

  /** Whether it can be taken of models of numbers alone. */
  public boolean isOfNumbers() {
    return EnumSet.of(ROWS, TRAINING_ROWS, IMAGE_ROWS, MODEL).contains(source) || needsTruth();
  }

  /** Whether it can be taken of models of mixed tables alone. */
  public boolean isOfMixedTables() {
    return source == MIXED_ROWS;
  }

  /** Whether it says what samples are worth for predicting {@code evaluate.target}. */
  public boolean needsTarget() {
    return this == UTILITY_AUC || this == UTILITY_RMSE;
  }

  /** Whether it compares samples with held-out rows. */
  public boolean comparesRows() {
    return source == ROWS;
  }

  /** Whether {@code require} may bound it: a command takes it of results. */
  public boolean isRequirable() {
    return EnumSet.of(ROWS, TRAINING_ROWS, IMAGE_ROWS, MIXED_ROWS, DRIFT).contains(source)
        || this == HOLDOUT_LOSS;
  }

  /** Whether it can only be taken where the data's density is known. */
  public boolean needsTruth() {
    return this == FISHER || this == WEIGHTED_FISHER || this == WEIGHT_ERROR;
  }
}
