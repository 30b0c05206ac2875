package io.ncsn.config;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * {@code sample.*}.
 *
 * @param count rows to draw
 * @param stepsPerLevel T; empty: auto
 * @param stepSize ε of annealed Langevin dynamics, the step at σ_L; empty: NCSNv2 Technique 4
 * @param clipDenoised hold each step's denoised estimate to the range of the training rows
 * @param allowNonFinite keep going when a chain diverges: its row is left out and counted
 * @param partitions map tasks and files; empty: as many as the cluster has cores. The rows do not
 *     depend on it.
 */
public record SampleSettings(
    long count,
    long seed,
    OptionalInt stepsPerLevel,
    OptionalDouble stepSize,
    boolean clipDenoised,
    boolean allowNonFinite,
    OptionalInt partitions) {}
