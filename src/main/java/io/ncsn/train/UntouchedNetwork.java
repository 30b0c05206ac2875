package io.ncsn.train;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a training's losses with the hold-out loss of the network it began with. A training with
 * too large steps can stay finite and still end far worse than no training at all: then both its
 * losses are far worse. Where the hold-out loss alone is, the network has learned its few rows by
 * heart, which is said and leaves a model.
 */
final class UntouchedNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(UntouchedNetwork.class);

  /** Times the untouched network's loss: from here on nobody waits for the end. */
  private static final double HOPELESS = 100;

  /** Times the untouched network's loss: no model. */
  private static final double FAR_WORSE = 10;

  /** Times the untouched network's loss: a warning. */
  private static final double WORSE = 1.5;

  private final TrainingRun run;
  private final Holdout holdout;
  private double loss = Double.NaN;
  private double heldOut = Double.NaN;
  private double trained = Double.NaN;

  /**
   * @param holdout measures both
   */
  UntouchedNetwork(TrainingRun run, Holdout holdout) {
    this.run = run;
    this.holdout = holdout;
  }

  /**
   * Takes note of a validation.
   *
   * @param trainingLoss mean loss of the round before it
   * @throws DivergedException when both are hopelessly worse than the untouched network's
   */
  void compare(Validation validation, double trainingLoss) {
    if (Double.isNaN(loss)) {
      float[] start = run.model().network().initialParameters(run.settings().seed());
      loss = holdout.validate(0, start).loss();
    }
    heldOut = validation.loss();
    trained = trainingLoss;
    if (isDivergedBy(HOPELESS)) {
      throw new DivergedException(
          "Training diverged in round " + validation.round() + ": " + why());
    }
  }

  /** Whether the last validation was so bad that its model is not to be kept. */
  boolean isFarBetter() {
    return isDivergedBy(FAR_WORSE);
  }

  /**
   * Judges the last validation, and warns where it is worse than the untouched network's.
   *
   * @throws DivergedException when both losses are far worse than that
   */
  void checkAtTheEnd() {
    if (isFarBetter()) {
      throw new DivergedException("Training ended far from where it should: " + why());
    }
    if (isDivergedBy(WORSE)) {
      LOG.warn("Training has learned nothing: {}", why());
    } else if (isAbove(WORSE, heldOut)) {
      LOG.warn(
          "The network has learned its training rows by heart: {}, and the training loss is {}. Train on more rows, or"
              + " set train.patience to end where the hold-out loss is least",
          heldOutThenAndNow(),
          rounded(trained));
    }
  }

  private boolean isDivergedBy(double factor) {
    return isAbove(factor, Math.min(heldOut, trained));
  }

  /** Where the untouched network's loss is not positive (score matching), nothing is compared. */
  private boolean isAbove(double factor, double other) {
    return loss > 0 && other > factor * loss;
  }

  private String why() {
    return "%s. %s".formatted(heldOutThenAndNow(), Divergence.remedy(run.settings()));
  }

  private String heldOutThenAndNow() {
    return "the hold-out loss is %s, and was %s before the first step"
        .formatted(rounded(heldOut), rounded(loss));
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
