package io.ncsn.config;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * {@code sample.*}.
 *
 * @param count rows to draw
 * @param stepsPerLevel T of annealed Langevin dynamics; empty: auto
 * @param stepSize ε, the step at σ_L; empty: auto
 * @param steps N of the samplers that do not go by the model's levels; empty: auto
 * @param churn S_churn of ode-heun
 * @param signalToNoise r of predictor-corrector
 * @param precision precision of the network's arithmetic
 * @param interpolate two seeds between whose noise samples begin, evenly spaced; empty: each sample
 *     begins at noise of its own
 * @param trace chains whose whole paths are kept
 * @param clipDenoised hold each step's denoised estimate to the range of the training rows
 * @param allowNonFinite keep going when a chain diverges: its row is left out and counted
 * @param partitions map tasks and files; empty: as many as the cluster has cores. The rows do not
 *     depend on it.
 */
public record SampleSettings(
    long count,
    long seed,
    SamplerKind sampler,
    OptionalInt stepsPerLevel,
    OptionalDouble stepSize,
    OptionalInt steps,
    double churn,
    double signalToNoise,
    Precision precision,
    List<Long> interpolate,
    int trace,
    boolean clipDenoised,
    boolean allowNonFinite,
    OptionalInt partitions) {

  /** {@code sample.precision}: of the network's arithmetic; all else is in single precision. */
  public enum Precision {
    FLOAT32,
    /** Weights and activations in 16 bits, 8 of them the mantissa's; sums in single precision. */
    BFLOAT16
  }
}
