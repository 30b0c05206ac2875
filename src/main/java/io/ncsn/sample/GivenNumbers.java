package io.ncsn.sample;

import io.ncsn.noise.Denoiser;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;

/**
 * The score of rows of numbers some of which are given, by a network that knows no given numbers.
 * It sees them with fresh noise of the present level each time. Their own score draws them to their
 * values, so a sampler that ends at D returns them exactly.
 */
final class GivenNumbers implements Denoiser {
  private final ScoreFunction network;
  private final float[] known;
  private final Normals noise;
  private final float[] seen;

  /**
   * Makes the score of a block of rows.
   *
   * @param known row-major [count, dimension]; NaN where a number is not given
   */
  GivenNumbers(ScoreFunction network, float[] known, Normals noise) {
    this.network = network;
    this.known = known.clone();
    this.noise = noise;
    this.seen = new float[known.length];
  }

  @Override
  public void denoise(float[] rows, int count, double sigma, float[] denoised) {
    noise.fill(seen, seen.length);
    for (int i = 0; i < seen.length; i++) {
      seen[i] = Float.isNaN(known[i]) ? rows[i] : (float) (known[i] + sigma * seen[i]);
    }
    network.denoise(seen, count, sigma, denoised);
    for (int i = 0; i < seen.length; i++) {
      denoised[i] = Float.isNaN(known[i]) ? denoised[i] : known[i];
    }
  }
}
