package io.ncsn.data.image;

/**
 * Numbers from 0 to 255 on a grid: one channel of a picture.
 *
 * @param values row-major [height, width]
 */
@SuppressWarnings("ArrayRecordComponent") // a plane is passed on, never compared
record Plane(int width, int height, float[] values) {
  /**
   * Returns the plane at another size: each value is the mean around its place with the weights of
   * a triangle, which is as wide as two of the old or of the new pixels, whichever are larger. So
   * no pixel is passed over, and a linear slope stays one.
   *
   * @param scaledWidth the whole plane's new width
   * @param left the first column of the part that is returned
   * @param toWidth the returned part's width
   * @param scaledHeight the whole plane's new height
   * @param top the first line of the part that is returned
   * @param toHeight the returned part's height
   */
  Plane resized(int scaledWidth, int left, int toWidth, int scaledHeight, int top, int toHeight) {
    Taps across = Taps.of(width, scaledWidth, left, toWidth);
    Taps down = Taps.of(height, scaledHeight, top, toHeight);
    float[] lines = new float[toWidth * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        lines[y * toWidth + x] = across.sum(values, y * width, 1, x);
      }
    }
    float[] result = new float[toWidth * toHeight];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        result[y * toWidth + x] = down.sum(lines, x, toWidth, y);
      }
    }
    return new Plane(toWidth, toHeight, result);
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

    float sum(float[] values, int offset, int stride, int place) {
      float sum = 0;
      for (int k = 0; k < weights[place].length; k++) {
        sum += weights[place][k] * values[offset + (first[place] + k) * stride];
      }
      return sum;
    }
  }
}
