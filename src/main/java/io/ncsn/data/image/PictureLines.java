package io.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes a picture's channels line by line, as the file has them: {@link BufferedImage#getRGB} would
 * change greys by a curve of its own. Values of 16 bits become the nearest on the scale to 255, and
 * what is transparent lets the background through.
 */
final class PictureLines {
  private static final int FULL = 255;

  private final int width;
  private final int background;
  private final boolean grey;
  private final Pixels pixels;
  private final float[] colour = new float[3];

  /**
   * @param background as 0xRRGGBB
   * @param grey whether lines have one channel of grey, or three of red, green and blue
   */
  PictureLines(BufferedImage image, int background, boolean grey) {
    this.width = image.getWidth();
    this.background = background;
    this.grey = grey;
    this.pixels = pixels(image);
  }

  /**
   * Reads a line.
   *
   * @param y from 0, the uppermost
   * @param line gets values from 0 to 255, [channels][width]
   */
  void read(int y, float[][] line) {
    for (int x = 0; x < width; x++) {
      pixels.read(x, y, colour);
      if (grey) {
        line[0][x] = luma(colour);
      } else {
        for (int c = 0; c < colour.length; c++) {
          line[c][x] = colour[c];
        }
      }
    }
  }

  /** Grey of a colour by ITU-R BT.601; greys stay as they are. */
  private static float luma(float[] colour) {
    return colour[0] == colour[1] && colour[1] == colour[2]
        ? colour[0]
        : 0.299f * colour[0] + 0.587f * colour[1] + 0.114f * colour[2];
  }

  /** Gives red, green and blue of a pixel, 0 to 255. */
  private interface Pixels {
    void read(int x, int y, float[] colour);
  }

  private Pixels pixels(BufferedImage image) {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    if (model instanceof IndexColorModel palette) {
      return (x, y, found) -> {
        int index = raster.getSample(x, y, 0);
        fill(found, palette.getRed(index), palette.getGreen(index), palette.getBlue(index));
        compose(found, palette.getAlpha(index) / (float) FULL);
      };
    }
    int colours = model.getNumColorComponents();
    int step = colours == 1 ? 0 : 1;
    float scale = (float) FULL / ((1 << model.getComponentSize(0)) - 1);
    int alpha = model.hasAlpha() ? colours : -1;
    float opaque = alpha < 0 ? 1 : (1 << model.getComponentSize(alpha)) - 1;
    return (x, y, found) -> {
      for (int c = 0; c < found.length; c++) {
        found[c] = scale * raster.getSample(x, y, c * step);
      }
      if (alpha >= 0) {
        compose(found, raster.getSample(x, y, alpha) / opaque);
      }
    };
  }

  private static void fill(float[] colour, int red, int green, int blue) {
    colour[0] = red;
    colour[1] = green;
    colour[2] = blue;
  }

  private void compose(float[] found, float alpha) {
    for (int c = 0; c < found.length; c++) {
      int under = background >> (8 * (2 - c)) & FULL;
      found[c] = alpha * found[c] + (1 - alpha) * under;
    }
  }
}
