package io.ncsn.sample;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * {@code likelihood.*}.
 *
 * @param method how densities are found
 * @param steps steps of the probability-flow ODE that all rows take; 0: each row has its own;
 *     empty: what was found at the end of the model's training, or 0 if the tolerance is set
 * @param tolerance error allowed in each of a row's own steps
 * @param probes random vectors that estimate the trace; empty: the exact trace for up to 32
 *     columns, 16 probes above, 8 estimates of mixed rows
 * @param greyLevels number of values of columns of whole numbers, whose density is that of
 *     dequantised values; empty: columns are not quantised
 * @param sigma noise level of the rows whose density is meant, in standardised units; empty: the
 *     model's least
 * @param seed seed for the probes and for dequantisation
 */
public record LikelihoodSettings(
    LikelihoodMethod method,
    Optional<Integer> steps,
    double tolerance,
    OptionalInt probes,
    OptionalInt greyLevels,
    OptionalDouble sigma,
    long seed) {
  private static final int LEAST_STEPS = 4;
  private static final int MOST_STEPS = 256;

  /** Reads {@code likelihood.*}. */
  public static LikelihoodSettings read(Values values) {
    return new LikelihoodSettings(
        values.read("likelihood.method", Kind.choice(LikelihoodMethod.class)),
        steps(values),
        values.read("likelihood.tolerance", Kind.number(Bounds.POSITIVE)),
        values.autoInteger("likelihood.probes", 2),
        values.integer("likelihood.grey-levels", Kind.integer(2).orNone()),
        values.autoNumber("likelihood.sigma", Bounds.SIGMA),
        values.read("likelihood.seed", Kind.seed()));
  }

  private static Optional<Integer> steps(Values values) {
    return values
        .read("likelihood.steps", Kind.integer(LEAST_STEPS, MOST_STEPS).orNone().orAuto())
        .map(steps -> steps.orElse(DensitySteps.OWN))
        .or(
            () ->
                values.isChanged("likelihood.tolerance")
                    ? Optional.of(DensitySteps.OWN)
                    : Optional.empty());
  }
}
