package io.ncsn.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Clips the gradient's norm and steps along the gradient by Adam (Kingma and Ba 2015), with
 * libtorch's fused kernel where the plan has it.
 */
final class ClippedAdam {
  private final Tensor gradient;
  private final AdamStep adam;
  private final TorchDot dot;
  private final boolean flushes;

  /**
   * Makes the steps of a network.
   *
   * @param parameters [n]
   * @param gradient [n]
   * @param state Adam's state, [2n]: first moments, then second moments
   * @param buffers owner of the permanently allocated memory
   */
  ClippedAdam(
      Tensor parameters, Tensor gradient, Tensor state, KernelPlan plan, TorchBuffers buffers) {
    int n = Math.toIntExact(parameters.numel());
    AdamVectors vectors =
        new AdamVectors(
            parameters,
            gradient,
            buffers.own(state.narrow(0, 0, n)),
            buffers.own(state.narrow(0, n, n)));
    this.gradient = gradient;
    this.adam =
        plan.uses(new FusedAdamCheck(n))
            ? FastPaths.current().adam(vectors, buffers)
            : new PlainAdam(vectors);
    this.dot = new TorchDot(buffers);
    this.flushes = plan.uses(new FlushToZeroCheck());
  }

  /** Does the same as {@link Learner#adamStep}. */
  double step(double learningRate, double clipNorm, int iteration) {
    try (FlushToZero small = FlushToZero.open(flushes)) {
      double norm = Math.sqrt(dot.of(gradient, gradient));
      if (norm > clipNorm) {
        try (Scalar factor = new Scalar(clipNorm / norm)) {
          gradient.mul_(factor);
        }
      }
      adam.step(learningRate, iteration);
      return norm;
    }
  }
}
