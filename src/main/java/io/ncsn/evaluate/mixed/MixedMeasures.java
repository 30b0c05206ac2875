package io.ncsn.evaluate.mixed;

/**
 * All measures of one synthetic table.
 *
 * @param shape how far single columns are off
 * @param trend how far pairs of columns are off
 */
public record MixedMeasures(Shape shape, Trend trend) {}
