package io.ncsn.sample;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import java.util.OptionalInt;

/**
 * {@code likelihood.*}.
 *
 * @param method how densities are found
 * @param tolerance error allowed per step of the probability-flow ODE's integration
 * @param probes random vectors that estimate the trace; empty: the exact trace for up to 32
 *     columns, 16 probes above, 8 estimates of mixed rows
 * @param greyLevels number of values of columns of whole numbers, whose density is that of
 *     dequantised values; empty: columns are not quantised
 * @param seed seed for the probes and for dequantisation
 */
public record LikelihoodSettings(
    LikelihoodMethod method,
    double tolerance,
    OptionalInt probes,
    OptionalInt greyLevels,
    long seed) {
  /** Reads {@code likelihood.*}. */
  public static LikelihoodSettings read(Values values) {
    return new LikelihoodSettings(
        values.read("likelihood.method", Kind.choice(LikelihoodMethod.class)),
        values.read("likelihood.tolerance", Kind.number(Bounds.POSITIVE)),
        values.autoInteger("likelihood.probes", 2),
        values.integer("likelihood.grey-levels", Kind.integer(2).orNone()),
        values.read("likelihood.seed", Kind.seed()));
  }
}
