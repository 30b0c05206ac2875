package io.ncsn.config;

import java.util.OptionalInt;

/**
 * {@code likelihood.*}.
 *
 * @param tolerance of each step of the probability-flow ODE's integration
 * @param probes random vectors that estimate the trace; empty: the exact trace for up to 32
 *     columns, 16 probes above
 * @param greyLevels of columns of whole numbers, whose density is found of dequantised values;
 *     empty: columns are not quantised
 * @param seed of the probes and of dequantisation
 */
public record LikelihoodSettings(
    double tolerance, OptionalInt probes, OptionalInt greyLevels, long seed) {}
