package io.ncsn.config;

/**
 * {@code evaluate.*}.
 *
 * @param rows at most so many rows of each table, chosen by a stable hash
 * @param projections directions of the sliced Wasserstein distance
 */
public record EvaluateSettings(int rows, int projections, long seed) {}
