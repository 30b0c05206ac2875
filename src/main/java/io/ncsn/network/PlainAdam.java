package io.ncsn.network;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Computes Adam with libtorch's operations on whole vectors, one at a time. */
record PlainAdam(AdamVectors vectors) implements AdamStep {
  @Override
  public void step(double learningRate, int iteration) {
    double firstBias = 1 - Math.pow(Adam.BETA1, iteration + 1.0);
    double secondBias = 1 - Math.pow(Adam.BETA2, iteration + 1.0);
    try (PointerScope scope = new PointerScope()) {
      Tensor g = vectors.gradient();
      Tensor m = vectors.firstMoment().mul_(new Scalar(Adam.BETA1));
      m.add_(g, new Scalar(1 - Adam.BETA1));
      Tensor v = vectors.secondMoment().mul_(new Scalar(Adam.BETA2));
      v.addcmul_(g, g, new Scalar(1 - Adam.BETA2));
      Tensor scale = v.sqrt().div_(new Scalar(Math.sqrt(secondBias)));
      scale.add_(new Scalar(Adam.correctedEpsilon(iteration)));
      vectors.parameters().addcdiv_(m, scale, new Scalar(-learningRate / firstBias));
    }
  }
}
