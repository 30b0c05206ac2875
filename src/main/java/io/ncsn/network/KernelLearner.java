package io.ncsn.network;

import io.ncsn.noise.NoiseSchedule;
import org.apache.commons.rng.UniformRandomProvider;

/** A score or energy network in training: a DL4J model, and a kernel that computes on it. */
final class KernelLearner implements Learner {
  private final ScoreModel model;
  private final Kernel kernel;

  KernelLearner(NetworkSpec spec, KernelPlan plan) {
    model = ScoreModel.of(spec);
    kernel = Kernels.open(plan, model);
  }

  @Override
  public float[] parameters() {
    return model.parameters();
  }

  @Override
  public float[] updaterState() {
    return model.updaterState();
  }

  @Override
  public void load(float[] parameters, float[] updaterState) {
    model.load(parameters, updaterState);
  }

  @Override
  public void loadParameters(float[] parameters) {
    model.loadParameters(parameters);
  }

  @Override
  public RowLoss minimising(Objective objective, NoiseSchedule schedule, FittedGaussian contrast) {
    MinibatchLoss loss = objective.loss(model.spec(), schedule, contrast);
    return new RowLoss() {
      @Override
      public double lossAndGradient(float[] rows, int count, UniformRandomProvider random) {
        return loss.lossAndGradient(kernel, rows, count, random);
      }

      @Override
      public double loss(
          float[] rows, int count, int firstLevel, int endLevel, UniformRandomProvider random) {
        return loss.loss(kernel, rows, count, firstLevel, endLevel, random);
      }
    };
  }

  @Override
  public double adamStep(double learningRate, double clipNorm, int iteration) {
    return kernel.adamStep(learningRate, clipNorm, iteration);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
