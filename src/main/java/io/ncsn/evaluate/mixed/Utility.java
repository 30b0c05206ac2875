package io.ncsn.evaluate.mixed;

/**
 * What synthetic rows are worth for prediction: gradient-boosted trees predict the target of
 * hold-out rows.
 *
 * @param target the predicted column
 * @param score what {@code figures} are
 * @param figures {@code value}: trees trained on synthetic rows; {@code floor}: trees trained on
 *     the real training rows
 */
public record Utility(MixedColumn target, Score score, Judged figures) {
  /** How predictions are scored. */
  public enum Score {
    /**
     * Area under the ROC curve, for categories; of more than two, the training rows' most frequent
     * against the others.
     */
    AUC,
    /** Root mean square error, in the target's units, for numbers. */
    RMSE
  }
}
