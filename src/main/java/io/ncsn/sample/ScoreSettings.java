package io.ncsn.sample;

import io.ncsn.config.Bounds;
import io.ncsn.config.Values;
import java.util.OptionalDouble;

/**
 * {@code score.*}.
 *
 * @param sigma noise level of the scores, in standardised units; empty: the model's least
 */
public record ScoreSettings(OptionalDouble sigma) {
  /** Reads {@code score.*}. */
  public static ScoreSettings read(Values values) {
    return new ScoreSettings(values.autoNumber("score.sigma", Bounds.SIGMA));
  }
}
