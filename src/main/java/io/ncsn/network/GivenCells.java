package io.ncsn.network;

import io.ncsn.noise.ScoreFunction;
import java.util.Arrays;

/**
 * The score of rows some of whose cells are given: s(x̃, σ | given). The network sees the given
 * channels without noise. Their own score draws them to their values, so a sampler that ends at D
 * returns them exactly.
 */
public final class GivenCells implements ScoreFunction {
  private final MixedScoreNetwork network;
  private final float[] flags;
  private final float[] clean;

  /** Whether each channel is given, [count, dimension]. */
  private final boolean[] fixed;

  private final float[] seen;

  /**
   * Makes the score of a block of rows.
   *
   * @param flags 1 for each given cell, or else 0: row-major [count, cells]
   * @param clean row-major [count, dimension]; only given channels are read. A given number that
   *     does not apply is 0
   */
  public GivenCells(MixedScoreNetwork network, float[] flags, float[] clean) {
    this.network = network;
    this.flags = flags.clone();
    this.clean = clean.clone();
    this.fixed = fixed(network.spec(), flags);
    this.seen = new float[clean.length];
  }

  private static boolean[] fixed(MixedSpec spec, float[] flags) {
    MixedChannels channels = new MixedChannels(spec.layout());
    int count = flags.length / channels.cells;
    boolean[] fixed = new boolean[count * channels.width];
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < channels.numbers(); j++) {
        fixed[row * channels.width + channels.numberChannel[j]] =
            flags[row * channels.cells + channels.numberCell[j]] > 0;
      }
      for (int k = 0; k < channels.levels(); k++) {
        fixed[row * channels.width + channels.levelChannel[k]] =
            flags[row * channels.cells + channels.levelCell[k]] > 0;
      }
    }
    return fixed;
  }

  @Override
  public void score(float[] rows, int count, double sigma, float[] scores) {
    denoise(rows, sigma, scores);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (((double) scores[i] - rows[i]) / (sigma * sigma));
    }
  }

  /** Computes the denoised rows, which have the given channels as they are. */
  public void denoise(float[] rows, double sigma, float[] denoised) {
    for (int i = 0; i < seen.length; i++) {
      seen[i] = fixed[i] ? clean[i] : rows[i];
    }
    double[] sigmas = new double[seen.length / network.spec().dimension()];
    Arrays.fill(sigmas, sigma);
    network.denoise(seen, sigmas, flags, denoised);
    for (int i = 0; i < seen.length; i++) {
      denoised[i] = fixed[i] ? clean[i] : denoised[i];
    }
  }
}
