package io.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes a picture's channels as the file has them: {@link BufferedImage#getRGB} would change greys
 * by a curve of its own. Values of 16 bits become the nearest on the scale to 255, and what is
 * transparent lets the background through.
 */
final class PicturePlanes {
  private static final int FULL = 255;

  private final BufferedImage image;
  private final int background;

  /**
   * @param background as 0xRRGGBB
   */
  PicturePlanes(BufferedImage image, int background) {
    this.image = image;
    this.background = background;
  }

  /** Returns one plane of grey, or three of red, green and blue. */
  Plane[] planes(boolean grey) {
    int size = image.getWidth() * image.getHeight();
    float[][] values = new float[grey ? 1 : 3][size];
    float[] colour = new float[3];
    Pixels pixels = pixels();
    for (int i = 0; i < size; i++) {
      pixels.read(i % image.getWidth(), i / image.getWidth(), colour);
      if (grey) {
        values[0][i] = luma(colour);
      } else {
        for (int c = 0; c < colour.length; c++) {
          values[c][i] = colour[c];
        }
      }
    }
    Plane[] planes = new Plane[values.length];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = new Plane(image.getWidth(), image.getHeight(), values[c]);
    }
    return planes;
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

  private Pixels pixels() {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    if (model instanceof IndexColorModel palette) {
      return (x, y, colour) -> {
        int index = raster.getSample(x, y, 0);
        fill(colour, palette.getRed(index), palette.getGreen(index), palette.getBlue(index));
        compose(colour, palette.getAlpha(index) / (float) FULL);
      };
    }
    int colours = model.getNumColorComponents();
    int step = colours == 1 ? 0 : 1;
    float scale = (float) FULL / ((1 << model.getComponentSize(0)) - 1);
    int alpha = model.hasAlpha() ? colours : -1;
    float opaque = alpha < 0 ? 1 : (1 << model.getComponentSize(alpha)) - 1;
    return (x, y, colour) -> {
      for (int c = 0; c < colour.length; c++) {
        colour[c] = scale * raster.getSample(x, y, c * step);
      }
      if (alpha >= 0) {
        compose(colour, raster.getSample(x, y, alpha) / opaque);
      }
    };
  }

  private static void fill(float[] colour, int red, int green, int blue) {
    colour[0] = red;
    colour[1] = green;
    colour[2] = blue;
  }

  private void compose(float[] colour, float alpha) {
    for (int c = 0; c < colour.length; c++) {
      int under = background >> (8 * (2 - c)) & FULL;
      colour[c] = alpha * colour[c] + (1 - alpha) * under;
    }
  }
}
