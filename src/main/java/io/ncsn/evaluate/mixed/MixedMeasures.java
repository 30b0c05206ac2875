package io.ncsn.evaluate.mixed;

import java.util.Optional;

/**
 * All measures of one synthetic table.
 *
 * @param counts how many rows were compared
 * @param shape how far single columns are off
 * @param trend how far pairs of columns are off
 * @param views what can be drawn of columns and pairs
 * @param detection how well classifiers tell synthetic rows from real ones
 * @param coverage whether synthetic rows lie where real rows do
 * @param privacy whether synthetic rows give training rows away
 * @param utility how well models trained on synthetic rows predict; empty without target or
 *     hold-out rows
 */
public record MixedMeasures(
    RowCounts counts,
    Shape shape,
    Trend trend,
    Views views,
    Detection detection,
    Coverage coverage,
    Privacy privacy,
    Optional<Utility> utility) {

  /**
   * How many rows of each table were compared.
   *
   * @param training training rows
   * @param synthetic synthetic rows
   * @param holdout hold-out rows; 0 if there are none
   * @param classified rows of each table that classifiers saw, at most
   * @param searched rows of each table whose nearest rows were searched, at most
   */
  public record RowCounts(int training, int synthetic, int holdout, int classified, int searched) {}
}
