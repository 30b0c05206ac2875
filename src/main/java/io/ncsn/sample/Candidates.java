package io.ncsn.sample;

import io.ncsn.data.codec.CellSet;
import io.ncsn.network.GivenCells;
import io.ncsn.network.MixedScoreNetwork;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rows of which some cells were drawn, each with a weight: how much more probable these cells are
 * by the model than as they were drawn.
 */
final class Candidates {
  /** Rows that the network computes at once. */
  private static final int SHAPE = 512;

  private static final int COUNT = 8 * SHAPE;

  /** The noise level at which the network is asked for levels given known cells (decision 230). */
  private static final double HIDING = 2.5;

  private final int width;
  private final float[] stored;
  private final double[] weights = new double[COUNT];

  /**
   * Makes candidates.
   *
   * @param start a stored row, NaN where a cell is not known
   */
  Candidates(float[] start) {
    width = start.length;
    stored = new float[COUNT * width];
    for (int i = 0; i < COUNT; i++) {
      System.arraycopy(start, 0, stored, i * width, width);
    }
    Arrays.fill(weights, 1);
  }

  /** Draws the cells of a set as frequent as they are in the training rows. */
  void draw(CellSet set, UniformRandomProvider random) {
    for (int i = 0; i < COUNT; i++) {
      set.draw(random, stored, i * width);
    }
  }

  /**
   * Draws the cells of a set of levels given the cells that are known. The network reads the middle
   * of noised rows at a noise level at which that says next to nothing of the other cells.
   */
  void draw(CellSet set, MixedScoreNetwork network, UniformRandomProvider random) {
    int channels = network.spec().dimension();
    float[] middle = new float[SHAPE * channels];
    float[] denoised = new float[middle.length];
    for (int first = 0; first < COUNT; first += SHAPE) {
      float[] part = Arrays.copyOfRange(stored, first * width, (first + SHAPE) * width);
      GivenCells.of(network, part, SHAPE, random).denoise(middle, SHAPE, HIDING, denoised);
      for (int i = 0; i < SHAPE; i++) {
        weights[first + i] *= set.draw(denoised, i * channels, random, stored, (first + i) * width);
      }
    }
  }

  /** Returns rows drawn by the candidates' weights ; empty if all are 0. */
  float[] rows(int count, UniformRandomProvider random) {
    double total = Arrays.stream(weights).sum();
    if (!(total > 0)) {
      return new float[0];
    }
    return WeightedRows.rows(
        stored, width, WeightedRows.drawn(weights, count, random.nextDouble()));
  }
}
