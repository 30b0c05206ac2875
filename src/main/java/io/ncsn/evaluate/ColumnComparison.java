package io.ncsn.evaluate;

import java.util.OptionalDouble;

/**
 * One column of the samples against the same column of the held-out rows.
 *
 * @param name the column's name, as in the data: any text
 * @param ks Kolmogorov–Smirnov distance of the two marginals, in [0, 1]
 * @param ksFloor the same of training rows against held-out rows
 */
public record ColumnComparison(
    String name, double ks, OptionalDouble ksFloor, Histogram histogram) {}
