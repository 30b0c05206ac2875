package io.ncsn.evaluate.mixed;

import java.util.OptionalDouble;

/**
 * A figure of the synthetic rows and what real rows get by the same measure.
 *
 * @param value the synthetic rows' figure
 * @param floor the figure of real rows that the model has not seen; empty without hold-out rows
 */
public record Judged(double value, OptionalDouble floor) {}
