package io.ncsn.sample;

import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Draws the columns beside images before the images, as the rows of a table of these columns alone,
 * by their own network. Their noise is another than that of the images. Rows of a table, which know
 * some cells, are drawn by {@link BesideImages}.
 *
 * @param sampler draws rows of the columns, in blocks as large as those of the images
 */
record ColumnsFirst(BlockSampler sampler) implements Serializable {

  /** Returns the seed of what is drawn before rows that are drawn with {@code seed}. */
  static long seed(long seed, long... key) {
    return Streams.hash(seed, Purpose.COLUMNS, key);
  }

  /**
   * Draws a block's columns. Between two seeds all images have those of the first seed's first
   * sample, so that they change with the noise alone.
   *
   * @param network that of the columns
   * @param layout the channels of the rows with their images
   * @param interpolation between the noise of two seeds; null: rows have columns of their own
   * @return stored rows with their images, which are NaN
   */
  float[] rows(
      MixedScoreNetwork network, ChannelLayout layout, int block, Interpolation interpolation) {
    int count = sampler.blocks().chains();
    float[] drawn =
        interpolation == null
            ? sampler.block(network, block)
            : sampler.with(seed(interpolation.firstSeed())).block(network, 0);
    int width = layout.storedWidth();
    int own = drawn.length / count;
    float[] rows = new float[count * width];
    Arrays.fill(rows, Float.NaN);
    for (int row = 0; row < count; row++) {
      int from = interpolation == null ? row * own : 0;
      System.arraycopy(drawn, from, rows, (row + 1) * width - own, own);
    }
    return rows;
  }
}
