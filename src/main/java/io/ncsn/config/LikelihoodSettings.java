package io.ncsn.config;

import java.util.OptionalInt;

/**
 * {@code likelihood.*}.
 *
 * @param tolerance of each step of the probability-flow ODE's integration
 * @param probes random vectors that estimate the trace; empty: the exact trace for up to 32
 *     columns, 16 probes above
 * @param seed of the probes
 */
public record LikelihoodSettings(double tolerance, OptionalInt probes, long seed) {}
