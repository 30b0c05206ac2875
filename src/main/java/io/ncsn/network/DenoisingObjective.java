package io.ncsn.network;

import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.noise.NoiseSchedule;
import java.util.Arrays;

/**
 * Multi-scale denoising score matching (Song and Ermon 2019, eq. 5 and 6): ½·λ(σ)·‖s(x + σz, σ) +
 * z/σ‖² with λ(σ) = σ^p.
 *
 * <p>With s = skip·x̃ + out·F(in·x̃) it is the least-squares problem ½·λ·out²·‖F − t‖², t = −(z/σ +
 * skip·x̃)/out, which is what the kernels solve.
 */
public final class DenoisingObjective {
  private final NoiseSchedule schedule;
  private final Precondition[] preconditions;
  private final double[] weights;

  /**
   * The objective of networks of {@code form} on {@code schedule}.
   *
   * @param lambdaPower p; 2 gives every level's loss the same scale
   */
  public DenoisingObjective(Form form, NoiseSchedule schedule, double lambdaPower) {
    this.schedule = schedule;
    this.preconditions =
        Arrays.stream(schedule.levels())
            .mapToObj(sigma -> Precondition.of(form, sigma))
            .toArray(Precondition[]::new);
    this.weights = new double[schedule.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.pow(schedule.sigma(i), lambdaPower) * square(preconditions[i].out());
    }
  }

  /**
   * Writes row {@code index} of {@code batch}: {@code row} noised to x̃ = x + σz at noise level
   * {@code level}.
   *
   * @param values array that holds the clean row, from {@code offset}
   * @param noise array that holds z, from {@code noiseOffset}
   */
  public void prepare(
      Minibatch batch,
      int index,
      float[] values,
      int offset,
      int level,
      float[] noise,
      int noiseOffset) {
    int dimension = batch.dimension();
    Precondition form = preconditions[level];
    float sigma = (float) schedule.sigma(level);
    float in = (float) form.in();
    float ofNoise =
        (float) ((-1 / schedule.sigma(level) - form.skip() * schedule.sigma(level)) / form.out());
    float ofRow = (float) (-form.skip() / form.out());
    int to = index * (dimension + 1);
    int target = index * dimension;
    for (int j = 0; j < dimension; j++) {
      float x = values[offset + j];
      float z = noise[noiseOffset + j];
      batch.input[to + j] = in * (x + sigma * z);
      batch.target[target + j] = ofRow * x + ofNoise * z;
    }
    batch.input[to + dimension] = (float) form.embedding();
    batch.weight[index] = (float) weights[level];
  }

  /** ½·w·‖F − t‖² of row {@code index}, from the network's outputs [rows, dimension]. */
  public static double rowLoss(Minibatch batch, int index, float[] outputs) {
    int dimension = batch.dimension();
    double sum = 0;
    for (int j = index * dimension; j < (index + 1) * dimension; j++) {
      sum += square(outputs[j] - batch.target[j]);
    }
    return batch.weight[index] * sum / 2;
  }

  private static double square(double value) {
    return value * value;
  }
}
