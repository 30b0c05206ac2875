package io.ncsn.network;

import io.ncsn.noise.DifferentiableScore;

/**
 * The score of images that are given one label, by their pixels: rows have the pixels alone. One
 * thread at a time.
 */
final class ImagesOfLabel implements DifferentiableScore {
  private final MixedScoreNetwork network;
  private final MixedChannels channels;
  private final int level;

  /**
   * Makes the score.
   *
   * @param network the network of rows of one image and one label, which it can be told
   * @param level the label
   */
  ImagesOfLabel(MixedScoreNetwork network, int level) {
    this.network = network;
    this.channels = new MixedChannels(network.spec().layout());
    this.level = level;
  }

  @Override
  public void score(
      float[] rows,
      int count,
      double[] sigmas,
      float[][] directions,
      float[] scores,
      double[][] forms) {
    float[] x = widened(rows, count);
    float[] given = new float[count * channels.cells];
    for (int row = 0; row < count; row++) {
      x[row * channels.width + channels.levelChannel[level]] = 1;
      given[row * channels.cells + channels.codeCell[0]] = 1;
    }
    float[][] along = new float[directions.length][];
    for (int probe = 0; probe < along.length; probe++) {
      along[probe] = widened(directions[probe], count);
    }
    float[] found = new float[x.length];
    network.score(x, count, sigmas, given, along, found, forms);
    int pixels = channels.numbers();
    for (int i = 0; i < count * pixels; i++) {
      scores[i] = found[i / pixels * channels.width + channels.numberChannel[i % pixels]];
    }
  }

  /** Returns rows of channels, of which those of the label are 0. */
  private float[] widened(float[] images, int count) {
    int pixels = channels.numbers();
    float[] rows = new float[count * channels.width];
    for (int i = 0; i < count * pixels; i++) {
      rows[i / pixels * channels.width + channels.numberChannel[i % pixels]] = images[i];
    }
    return rows;
  }
}
