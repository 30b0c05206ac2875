package io.ncsn.network;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Denoising score matching: ½·λ(σ)·‖s(x + σz, σ) + z/σ‖², z ~ N(0, I). There is one noise level
 * (Vincent 2011), or σ is uniform over many (Song and Ermon 2019, eq. 5 and 6).
 *
 * <p>With s = skip·x̃ + out·F(in·x̃) this is the least-squares problem ½·λ·out²·‖F − t‖², where t =
 * −(z/σ + skip·x̃)/out. The kernels solve this problem.
 */
final class DenoisingLoss implements MinibatchLoss {
  private final NetworkSpec spec;
  private final NoiseSchedule schedule;
  private final Precondition[] preconditions;
  private final double[] weights;
  private Minibatch batch;
  private float[] noise = new float[0];

  /**
   * Makes the loss for networks of {@code spec} on {@code schedule}.
   *
   * @param lambda λ; σ² gives every level's loss the same scale
   */
  DenoisingLoss(NetworkSpec spec, NoiseSchedule schedule, DoubleUnaryOperator lambda) {
    this.spec = spec;
    this.schedule = schedule;
    this.batch = new Minibatch(0, spec);
    this.preconditions =
        Arrays.stream(schedule.levels())
            .mapToObj(sigma -> Precondition.of(spec, sigma))
            .toArray(Precondition[]::new);
    this.weights = new double[schedule.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = lambda.applyAsDouble(schedule.sigma(i)) * square(preconditions[i].out());
    }
  }

  /**
   * Noise levels are uniform over the schedule, stratified over the minibatch: row i draws from the
   * i-th of B equal parts.
   */
  @Override
  public double lossAndGradient(
      Kernel kernel, float[] rows, int count, UniformRandomProvider random) {
    int levels = schedule.size();
    makeRoom(count, random);
    for (int i = 0; i < count; i++) {
      int level = (int) ((i + random.nextDouble()) * levels / count);
      prepare(batch, i, rows, Math.min(level, levels - 1), noise);
    }
    return kernel.lossAndGradient(batch);
  }

  @Override
  public double loss(
      Kernel kernel,
      float[] rows,
      int count,
      int firstLevel,
      int endLevel,
      UniformRandomProvider random) {
    makeRoom(count, random);
    for (int i = 0; i < count; i++) {
      prepare(batch, i, rows, firstLevel + random.nextInt(endLevel - firstLevel), noise);
    }
    float[] field = new float[count * spec.dimension()];
    new Field(spec, kernel).of(batch.input, count, field);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += rowLoss(batch, i, field);
    }
    return sum;
  }

  private void makeRoom(int count, UniformRandomProvider random) {
    if (batch.rows() != count) {
      batch = new Minibatch(count, spec);
      noise = new float[count * spec.dimension()];
    }
    Streams.fillNormal(random, noise, noise.length);
  }

  /**
   * Writes row {@code index} of {@code batch}: the same row of {@code rows}, noised to x̃ = x + σz
   * at noise level {@code level}.
   *
   * @param noise z, with the shape of {@code rows}
   */
  void prepare(Minibatch batch, int index, float[] rows, int level, float[] noise) {
    int dimension = spec.dimension();
    Precondition form = preconditions[level];
    float sigma = (float) schedule.sigma(level);
    float in = (float) form.in();
    float ofNoise =
        (float) ((-1 / schedule.sigma(level) - form.skip() * schedule.sigma(level)) / form.out());
    float ofRow = (float) (-form.skip() / form.out());
    int to = index * spec.inputs();
    int from = index * dimension;
    for (int j = 0; j < dimension; j++) {
      float x = rows[from + j];
      float z = noise[from + j];
      batch.input[to + j] = in * (x + sigma * z);
      batch.target[from + j] = ofRow * x + ofNoise * z;
    }
    form.embed(batch.input, to, dimension);
    batch.weight[index] = (float) weights[level];
  }

  /** Returns ½·w·‖F − t‖² for row {@code index}, from F for all rows, [rows, dimension]. */
  static double rowLoss(Minibatch batch, int index, float[] field) {
    int dimension = batch.dimension();
    double sum = 0;
    for (int j = index * dimension; j < (index + 1) * dimension; j++) {
      sum += square(field[j] - batch.target[j]);
    }
    return batch.weight[index] * sum / 2;
  }

  private static double square(double value) {
    return value * value;
  }
}
