package io.ncsn.config;

import static io.ncsn.config.Measure.Goal.COST;
import static io.ncsn.config.Measure.Goal.HIGH;
import static io.ncsn.config.Measure.Goal.LOW;
import static io.ncsn.config.Measure.Source.MODEL;
import static io.ncsn.config.Measure.Source.SAMPLES;
import static io.ncsn.config.Measure.Source.TRAINING;

/** What {@code ncsn compare} can measure of a run; named in kebab case. */
public enum Measure {
  FISHER(MODEL, LOW, "Fisher divergence", "E‖s − s_true‖² at the least noise level"),
  WEIGHTED_FISHER(
      MODEL, LOW, "Weighted Fisher divergence", "σ²·E‖s − s_true‖², mean over the noise levels"),
  LOG_LIKELIHOOD(MODEL, HIGH, "Held-out log-likelihood", "nats a row, in the data's units"),
  WEIGHT_ERROR(
      SAMPLES,
      LOW,
      "Error of the components' weights",
      "greatest |share of samples − true weight| of the mixture's components"),
  SLICED_WASSERSTEIN(
      SAMPLES, LOW, "Sliced Wasserstein-2 distance", "to held-out rows, standard deviations"),
  MMD2(SAMPLES, LOW, "Maximum mean discrepancy (MMD²)", "to held-out rows, unbiased"),
  KS_MAX(SAMPLES, LOW, "Greatest marginal KS distance", "to held-out rows, from 0 to 1"),
  CORRELATION_DIFFERENCE(
      SAMPLES, LOW, "Mean |correlation difference|", "from the held-out rows' correlations"),
  ONE_NN_ACCURACY(
      SAMPLES, LOW, "Nearest-neighbour accuracy", "0.5: not to be told from held-out rows"),
  NON_FINITE(SAMPLES, LOW, "Diverged chains", "share of the samples"),
  EVALUATIONS(SAMPLES, COST, "Network evaluations", "a sample"),
  SAMPLE_SECONDS(SAMPLES, COST, "Sampling time", "seconds for all samples"),
  HOLDOUT_LOSS(TRAINING, LOW, "Hold-out loss", "least of the training's, of what it minimises"),
  TRAIN_SECONDS(TRAINING, COST, "Training time", "seconds"),
  STEP_SECONDS(TRAINING, COST, "Time of a training step", "seconds a minibatch of each replica"),
  COLUMNS(TRAINING, COST, "Columns", "of a row");

  /** What a measure is taken of. */
  public enum Source {
    TRAINING,
    MODEL,
    SAMPLES
  }

  /** Which values are good. */
  public enum Goal {
    LOW,
    HIGH,
    /** What was spent, not what it gave. */
    COST
  }

  private final Source source;
  private final Goal goal;
  private final String title;
  private final String meaning;

  Measure(Source source, Goal goal, String title, String meaning) {
    this.source = source;
    this.goal = goal;
    this.title = title;
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

  /** What it is of, or its unit. */
  public String meaning() {
    return meaning;
  }

  /** Whether it can only be taken where the data's density is known. */
  public boolean needsTruth() {
    return this == FISHER || this == WEIGHTED_FISHER || this == WEIGHT_ERROR;
  }
}
