package io.ncsn.data.image;

/**
 * Brings a picture to another size while its lines are read, so that no more of it than the result
 * is held. Each value is the mean around its place with the weights of a triangle, which is as wide
 * as two of the old or of the new pixels, whichever are larger. So no pixel is passed over, and a
 * linear slope stays one.
 */
final class LineScaling {
  private final Taps across;
  private final Taps down;
  private final float[] line;
  private final float[][] sums;

  /**
   * Makes the scaling of a picture. What is returned of its channels lies in the middle.
   *
   * @param channels number of channels
   * @param width the picture's
   * @param scaledWidth the whole picture's new width
   * @param toWidth the returned part's width
   * @param height the picture's
   * @param scaledHeight the whole picture's new height
   * @param toHeight the returned part's height
   */
  LineScaling(
      int channels,
      int width,
      int scaledWidth,
      int toWidth,
      int height,
      int scaledHeight,
      int toHeight) {
    this.across = Taps.of(width, scaledWidth, (scaledWidth - toWidth) / 2, toWidth);
    this.down = Taps.of(height, scaledHeight, (scaledHeight - toHeight) / 2, toHeight);
    this.line = new float[toWidth];
    this.sums = new float[channels][toWidth * toHeight];
  }

  /**
   * Adds a line of the picture. Lines come from the first to the last.
   *
   * @param y from 0, the uppermost
   * @param values [channels][width]
   */
  void add(int y, float[][] values) {
    for (int c = 0; c < sums.length; c++) {
      for (int x = 0; x < line.length; x++) {
        line[x] = across.sum(values[c], x);
      }
      for (int to = 0; to < down.count(); to++) {
        add(sums[c], to * line.length, down.weight(to, y));
      }
    }
  }

  private void add(float[] sum, int at, float weight) {
    for (int x = 0; x < line.length && weight != 0; x++) {
      sum[at + x] += weight * line[x];
    }
  }

  /** Returns the result after the last line, [channels][height * width]. */
  float[][] values() {
    return sums;
  }

  /** For each new pixel of a line, the old ones that it is the weighted mean of. */
  private record Taps(int[] first, float[][] weights) {
    static Taps of(int from, int scaled, int start, int count) {
      double step = (double) from / scaled;
      double reach = Math.max(1, step);
      int[] first = new int[count];
      float[][] weights = new float[count][];
      for (int i = 0; i < count; i++) {
        double centre = (start + i + 0.5) * step - 0.5;
        int low = Math.max(0, (int) Math.ceil(centre - reach));
        int high = Math.min(from - 1, (int) Math.floor(centre + reach));
        first[i] = low;
        weights[i] = weights(low, high, centre, reach);
      }
      return new Taps(first, weights);
    }

    private static float[] weights(int low, int high, double centre, double reach) {
      double[] heights = new double[high - low + 1];
      double sum = 0;
      for (int k = 0; k < heights.length; k++) {
        heights[k] = 1 - Math.abs(low + k - centre) / reach;
        sum += heights[k];
      }
      float[] shares = new float[heights.length];
      for (int k = 0; k < shares.length; k++) {
        shares[k] = (float) (heights[k] / sum);
      }
      return shares;
    }

    int count() {
      return first.length;
    }

    /** Returns the weight of an old pixel in a new one. */
    float weight(int place, int old) {
      int k = old - first[place];
      return k >= 0 && k < weights[place].length ? weights[place][k] : 0;
    }

    float sum(float[] values, int place) {
      float sum = 0;
      for (int k = 0; k < weights[place].length; k++) {
        sum += weights[place][k] * values[first[place] + k];
      }
      return sum;
    }
  }
}
