package io.ncsn.train;

import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.Scaler;
import java.io.Serializable;

/**
 * Mirrors images of stored rows, left to right. Numbers that are standardised each by itself change
 * their units on the way.
 *
 * @param width pixels in a line of an image
 * @param height lines
 * @param channels numbers in a pixel
 * @param first where an image's numbers begin in a row
 * @param scaler the units of an image's numbers; null if all have the same
 */
public record Mirror(int width, int height, int channels, int first, Scaler scaler)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Makes a mirror of images of a format. */
  public static Mirror of(ImageFormat format, int first, Scaler scaler) {
    return new Mirror(format.width(), format.height(), format.channels(), first, scaler);
  }

  /**
   * Mirrors the image of a row.
   *
   * @param row where the row begins in {@code rows}
   */
  void mirror(float[] rows, int row) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width / 2; x++) {
        int left = (y * width + x) * channels;
        int right = (y * width + width - 1 - x) * channels;
        for (int c = 0; c < channels; c++) {
          swap(rows, row + first, left + c, right + c);
        }
      }
    }
  }

  private void swap(float[] rows, int image, int left, int right) {
    float ofLeft = rows[image + left];
    float ofRight = rows[image + right];
    rows[image + left] = inUnitsOf(left, right, ofRight);
    rows[image + right] = inUnitsOf(right, left, ofLeft);
  }

  private float inUnitsOf(int to, int from, float value) {
    return scaler == null ? value : (float) scaler.toUnit(to, scaler.fromUnit(from, value));
  }
}
