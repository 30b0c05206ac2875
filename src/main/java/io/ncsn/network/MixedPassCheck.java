package io.ncsn.network;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;

/**
 * Checks the written-out pass of a network of mixed rows: its denoised rows, and the gradient of
 * the loss by the parameters.
 *
 * @param precision the layers' precision
 */
record MixedPassCheck(MixedSpec spec, Precision precision) implements SelfCheck {
  private static final double TOLERANCE = 1e-3;
  private static final NoiseDensity NOISE = new NoiseDensity(-0.5, 1, 0.1, 20);

  @Override
  public FastPath path() {
    return precision == Precision.BFLOAT16 ? FastPath.BFLOAT16_PASS : FastPath.WRITTEN_OUT_PASS;
  }

  @Override
  public String shape() {
    return "%d numbers and %d levels, %s"
        .formatted(
            spec.numbers(),
            spec.levels(),
            spec.architecture().shape(spec.inputs(), spec.dimension()));
  }

  @Override
  public double tolerance() {
    return precision == Precision.BFLOAT16 ? WrittenOutPassCheck.BFLOAT16_TOLERANCE : TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    if (precision == Precision.BFLOAT16) {
      paths.requireBfloat16();
    }
    float[] parameters = MixedParameters.lively(spec, 0);
    MixedBatch batch = batch();
    MixedReference exact =
        new MixedReference(spec, parameters, batch.noised, batch.sigma, batch.given);
    double[] exactGradient = new double[parameters.length];
    exact.lossAndGradient(batch, exactGradient);
    try (TorchBuffers memory = new TorchBuffers()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      Tensor gradient = memory.empty(parameters.length);
      float[] denoised = new float[batch.noised.length];
      try (MixedPass pass =
          paths.mixedPass(spec, MixedTensors.of(spec, flat, memory), batch.rows, precision)) {
        pass.lossAndGradient(batch, MixedTensors.of(spec, gradient, memory));
        pass.denoise(batch.noised, batch.sigma, batch.given, denoised);
      }
      float[] found = new float[parameters.length];
      TorchGraph.read(gradient, found);
      return Math.max(
          SmallCase.error(found, exactGradient), SmallCase.error(denoised, exact.denoised()));
    }
  }

  /**
   * Returns rows of unknown cells, which are drawn from the marginals but do bear loss. Half of the
   * flags are set.
   */
  private MixedBatch batch() {
    UniformRandomProvider random = Streams.of(2019, Purpose.SELF_CHECK, 1);
    float[] unknown = new float[SmallCase.ROWS * spec.layout().storedWidth()];
    Arrays.fill(unknown, Float.NaN);
    MixedBatch batch = new MixedBatches(spec, NOISE, 0).of(unknown, SmallCase.ROWS, random);
    Arrays.fill(batch.weight, 1);
    for (int i = 1; spec.flagged() && i < batch.given.length; i += 2) {
      batch.given[i] = 1;
    }
    return batch;
  }
}
