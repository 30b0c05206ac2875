package io.ncsn.train;

import io.ncsn.network.ScoreModel;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a training's hold-out losses with the loss of the network it began with. A training with
 * too large steps can stay finite and still end far worse than no training at all.
 */
final class UntouchedNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(UntouchedNetwork.class);

  /** Times the untouched network's loss: from here on nobody waits for the end. */
  private static final double HOPELESS = 100;

  /** Times the untouched network's loss: no model. */
  private static final double FAR_WORSE = 10;

  /** Times the untouched network's loss: a warning, as nothing was learned. */
  private static final double WORSE = 1.5;

  private final TrainingRun run;
  private final Holdout holdout;
  private double loss = Double.NaN;
  private double last = Double.NaN;

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
   * @throws DivergedException when it is hopelessly worse than the untouched network's
   */
  void compare(Validation validation) {
    if (Double.isNaN(loss)) {
      float[] start =
          ScoreModel.initialised(run.model().network(), run.settings().seed()).parameters();
      loss = holdout.validate(0, start).loss();
    }
    last = validation.loss();
    if (isWorseBy(HOPELESS)) {
      throw new DivergedException(
          "Training diverged in round " + validation.round() + ": " + why());
    }
  }

  /** Whether the last validation was so bad that its model is not to be kept. */
  boolean isFarBetter() {
    return isWorseBy(FAR_WORSE);
  }

  /**
   * Judges the last validation.
   *
   * @throws DivergedException when it is far worse than the untouched network's
   */
  void checkAtTheEnd() {
    if (isFarBetter()) {
      throw new DivergedException("Training ended far from where it should: " + why());
    }
    if (isWorseBy(WORSE)) {
      LOG.warn("Training has learned nothing: {}", why());
    }
  }

  /** Where the untouched network's loss is not positive (score matching), nothing is compared. */
  private boolean isWorseBy(double factor) {
    return loss > 0 && last > factor * loss;
  }

  private String why() {
    return String.format(
        Locale.ROOT,
        "the hold-out loss is %.3g, and was %.3g before the first step. %s",
        last,
        loss,
        Divergence.remedy(run.settings()));
  }
}
