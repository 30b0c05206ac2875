package io.ncsn.config;

import java.util.OptionalDouble;

/**
 * {@code score.*}.
 *
 * @param sigma noise level of the scores, in standardised units; empty: the model's least
 */
public record ScoreSettings(OptionalDouble sigma) {}
