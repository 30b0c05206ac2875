package io.ncsn.evaluate.mixed;

import java.util.Optional;

/**
 * All measures of one synthetic table.
 *
 * @param shape how far single columns are off
 * @param trend how far pairs of columns are off
 * @param detection how well classifiers tell synthetic rows from real ones
 * @param coverage whether synthetic rows lie where real rows do
 * @param privacy whether synthetic rows give training rows away
 * @param utility how well models trained on synthetic rows predict; empty without target or
 *     hold-out rows
 */
public record MixedMeasures(
    Shape shape,
    Trend trend,
    Detection detection,
    Coverage coverage,
    Privacy privacy,
    Optional<Utility> utility) {}
