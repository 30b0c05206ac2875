package io.ncsn.sample;

import io.ncsn.data.codec.CellSet;
import io.ncsn.network.GivenCells;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.noise.Denoiser;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScheduleKind;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rows on their way from noise that are steered into sets of numbers (sequential Monte Carlo). They
 * move as Heun's method with churn moves them. At each noise level a row has the weight by which it
 * became more probable to end in the sets; where weights differ much, rows with little weight end
 * and others go on several times. No row is drawn and thrown away at the end.
 */
final class SteeredRows {
  private static final int LEVELS = 16;

  /** Adds as much noise at each level as is allowed. */
  private static final OdeHeun STEPS = new OdeHeun(LEVELS, LEVELS);

  /** The share of rows that must count; below it rows are drawn by their weights. */
  private static final double FEWEST = 0.5;

  private final MixedScoreNetwork network;
  private final List<CellSet> sets;
  private final int count;
  private final int width;
  private final int dimension;
  private final UniformRandomProvider random;
  private final Chains chains;
  private final NoiseSchedule path;
  private final float[] denoised;
  private double sigma;
  private float[] known;
  private GivenCells score;
  private double[] weights;
  private double[] before;

  /**
   * Makes rows of noise.
   *
   * @param known stored rows, NaN where a cell is not known
   * @param normals the noise of the rows and of their steps
   * @param random draws all else
   */
  SteeredRows(
      MixedScoreNetwork network,
      ModelChains chains,
      List<CellSet> sets,
      float[] known,
      Normals normals,
      UniformRandomProvider random) {
    this.network = network;
    this.sets = sets;
    this.width = network.spec().layout().storedWidth();
    this.dimension = network.spec().dimension();
    this.count = known.length / width;
    this.random = random;
    this.path = chains.plan().levels().respaced(ScheduleKind.KARRAS, LEVELS);
    this.denoised = new float[count * dimension];
    this.weights = ones();
    this.before = ones();
    know(known);
    this.chains =
        chains.begin(
            (Denoiser) (now, rows, level, target) -> score.denoise(now, rows, level, target),
            normals,
            count);
  }

  private double[] ones() {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void know(float[] rows) {
    known = rows;
    score = GivenCells.of(network, rows, count, random);
  }

  /**
   * Returns what is known of some rows at their end, with their cells of the sets; no row if the
   * sets contradict what is known.
   *
   * @param wanted number of rows
   */
  float[] rows(int wanted) {
    for (int level = 0; level < LEVELS; level++) {
      sigma = STEPS.raise(chains, path.sigma(level), path);
      if (!weigh()) {
        return new float[0];
      }
      if (level + 1 < LEVELS) {
        if (counting() < FEWEST * count) {
          choose(WeightedRows.drawn(weights, count, random.nextDouble()));
        }
        OdeHeun.step(chains, sigma, path.sigma(level + 1));
      }
    }
    return ended(wanted);
  }

  private float[] ended(int wanted) {
    int[] last = WeightedRows.drawn(weights, wanted, random.nextDouble());
    float[] rows = WeightedRows.rows(known, width, last);
    for (int i = 0; i < wanted; i++) {
      for (CellSet set : sets) {
        set.draw(denoised, last[i] * dimension, deviation(), random, rows, i * width);
      }
    }
    return rows;
  }

  /** Returns whether a row can still end in the sets. */
  private boolean weigh() {
    chains.denoised(sigma, denoised);
    double total = 0;
    for (int i = 0; i < count; i++) {
      double now = 1;
      for (CellSet set : sets) {
        now *= set.probability(denoised, i * dimension, deviation());
      }
      weights[i] *= now > 0 ? now / before[i] : 0;
      before[i] = now > 0 ? now : 1;
      total += weights[i];
    }
    for (int i = 0; i < count; i++) {
      weights[i] /= total;
    }
    return total > 0;
  }

  /** Returns the deviation of a number without noise, given the noised number alone. */
  private double deviation() {
    return sigma / Math.sqrt(1 + sigma * sigma);
  }

  /** Returns how many rows of equal weights would tell as much as these. */
  private double counting() {
    return 1 / Arrays.stream(weights).map(weight -> weight * weight).sum();
  }

  private void choose(int[] chosen) {
    float[] rows = chains.rows();
    float[] kept = WeightedRows.rows(rows, dimension, chosen);
    System.arraycopy(kept, 0, rows, 0, kept.length);
    know(WeightedRows.rows(known, width, chosen));
    before = Arrays.stream(chosen).mapToDouble(i -> before[i]).toArray();
    weights = ones();
  }
}
