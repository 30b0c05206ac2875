package io.ncsn.network;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.Denoiser;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/** Trains a network of mixed rows on one thread, and samples it by Heun's method. */
final class MixedTrainer {
  private static final int BATCH = 256;
  private static final int WARM_UP = 100;
  private static final double RATE = 4e-3;
  private static final int SAMPLING_LEVELS = 20;

  /** Draws stored rows of the truth. */
  interface Truth {
    void draw(UniformRandomProvider random, float[] stored, int at);
  }

  private MixedTrainer() {}

  /** Returns the averaged parameters after {@code steps} minibatches of fresh rows. */
  static float[] train(MixedSpec spec, double observed, Truth truth, int steps, long seed) {
    UniformRandomProvider random = Streams.of(seed, Purpose.TRAINING_NOISE);
    int width = spec.layout().storedWidth();
    float[] stored = new float[BATCH * width];
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    try (MixedModel model = new MixedModel(spec, plan)) {
      float[] average = spec.initialParameters(seed);
      model.load(average, new float[2 * average.length]);
      RowLoss loss = MixedCase.loss(model, observed);
      for (int step = 0; step < steps; step++) {
        for (int row = 0; row < BATCH; row++) {
          truth.draw(random, stored, row * width);
        }
        loss.lossAndGradient(stored, BATCH, random);
        double decay = (1 + Math.cos(Math.PI * step / steps)) / 2;
        model.adamStep(RATE * Math.min(1, (step + 1.0) / WARM_UP) * decay, 1, step);
        float[] now = model.parameters();
        double kept = Math.min(0.99, (1.0 + step) / (10 + step));
        for (int i = 0; i < now.length; i++) {
          average[i] += (float) ((1 - kept) * (now[i] - average[i]));
        }
      }
      return average;
    }
  }

  /** Samples channel rows by Heun's method: 20 levels from σ = 20 to 0.01, and then 0. */
  static float[] sample(MixedSpec spec, int count, Denoiser denoiser, long seed) {
    MixedChannels channels = new MixedChannels(spec.layout());
    double[] levels = levels();
    float[] x = new float[count * channels.width];
    Streams.fillNormal(Streams.of(seed, Purpose.SAMPLING), x, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] *= (float) Math.sqrt(1 + levels[0] * levels[0]);
    }
    float[] denoised = new float[x.length];
    float[] ahead = new float[x.length];
    float[] there = new float[x.length];
    for (int level = 0; level + 1 < levels.length; level++) {
      double step = levels[level + 1] - levels[level];
      denoiser.denoise(x, count, levels[level], denoised);
      for (int i = 0; i < x.length; i++) {
        ahead[i] = (float) (x[i] + step * (x[i] - denoised[i]) / levels[level]);
      }
      denoiser.denoise(ahead, count, levels[level + 1], there);
      for (int i = 0; i < x.length; i++) {
        double slopes =
            (x[i] - denoised[i]) / levels[level] + (ahead[i] - there[i]) / levels[level + 1];
        x[i] += (float) (step * slopes / 2);
      }
    }
    denoiser.denoise(x, count, levels[levels.length - 1], denoised);
    return denoised;
  }

  private static double[] levels() {
    double[] levels = new double[SAMPLING_LEVELS];
    double first = Math.pow(20, 1 / 7.0);
    double last = Math.pow(0.01, 1 / 7.0);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.pow(first + i * (last - first) / (levels.length - 1), 7);
    }
    return levels;
  }
}
