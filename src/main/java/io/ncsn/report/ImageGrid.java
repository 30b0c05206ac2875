package io.ncsn.report;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Images side by side as one PNG; needs no display.
 *
 * @param width pixels of an image's line
 * @param channels 1, grey, or 3: red, green and blue
 * @param black value drawn as black
 * @param white value drawn as white
 */
public record ImageGrid(int width, int channels, double black, double white) {
  private static final int GAP = 1;
  private static final int PAPER = 0xffffff;

  /** A grid whose levels span the values of {@code rows}. */
  public static ImageGrid spanning(int width, int channels, List<float[]> rows) {
    double black = Double.POSITIVE_INFINITY;
    double white = Double.NEGATIVE_INFINITY;
    for (float[] row : rows) {
      for (float value : row) {
        black = Math.min(black, value);
        white = Math.max(white, value);
      }
    }
    return new ImageGrid(width, channels, black, white > black ? white : black + 1);
  }

  /**
   * The images as a PNG, {@code across} to a line.
   *
   * @param rows images, line by line, at least one; values beyond black and white are clipped
   */
  public byte[] png(List<float[]> rows, int across) {
    int height = rows.get(0).length / channels / width;
    int lines = (rows.size() + across - 1) / across;
    BufferedImage image =
        new BufferedImage(
            across * (width + GAP) + GAP, lines * (height + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, PAPER);
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      draw(
          image,
          rows.get(i),
          (i % across) * (width + GAP) + GAP,
          (i / across) * (height + GAP) + GAP);
    }
    return Png.encode(image);
  }

  /** The PNG as a {@code data:} URI. */
  String dataUri(List<float[]> rows, int across) {
    return Png.dataUri(png(rows, across));
  }

  private void draw(BufferedImage image, float[] row, int left, int top) {
    for (int i = 0; i < row.length / channels; i++) {
      int red = level(row[i * channels]);
      int green = level(row[i * channels + channels / 2]);
      int blue = level(row[i * channels + channels - 1]);
      image.setRGB(left + i % width, top + i / width, red << 16 | green << 8 | blue);
    }
  }

  private int level(float value) {
    double share = (value - black) / (white - black);
    return (int) Math.round(255 * Math.max(0, Math.min(1, share)));
  }
}
