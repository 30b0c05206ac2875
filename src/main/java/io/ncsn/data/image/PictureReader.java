package io.ncsn.data.image;

import io.ncsn.config.ImageFormat;
import io.ncsn.config.PictureSettings;
import io.ncsn.config.PictureSettings.Fit;
import java.awt.image.BufferedImage;
import java.io.Serializable;

/**
 * Reads files of pictures as images of one shape, with values from 0 to 255.
 *
 * @param channels 1 for grey, 3 for RGB
 * @param fit what is done to pictures of another size
 * @param background the colour under transparent pixels, as 0xRRGGBB
 */
public record PictureReader(int width, int height, int channels, Fit fit, int background)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FULL = 255;

  /** Makes a reader from settings. */
  public static PictureReader of(ImageFormat format, PictureSettings settings) {
    return new PictureReader(
        format.width(), format.height(), format.channels(), settings.fit(), settings.background());
  }

  /**
   * Reads a picture.
   *
   * @param file the whole file
   * @return the values in the order [height, width, channels]
   * @throws BadPicture if it is none that can be used
   */
  public short[] read(byte[] file) throws BadPicture {
    BufferedImage picture = PictureDecoder.decode(file, this::requireFit);
    PictureLines lines = new PictureLines(picture, background, channels == 1);
    return fits(picture.getWidth(), picture.getHeight())
        ? whole(lines)
        : scaled(lines, picture.getWidth(), picture.getHeight());
  }

  private boolean fits(int found, int high) {
    return found == width && high == height;
  }

  private void requireFit(int found, int high) throws BadPicture {
    if (!fits(found, high) && fit == Fit.EXACT) {
      throw new BadPicture(
          "has %d x %d pixels, need %d x %d; set data.image.fit to crop or stretch"
              .formatted(found, high, width, height));
    }
  }

  private short[] whole(PictureLines lines) {
    short[] values = new short[width * height * channels];
    float[][] line = new float[channels][width];
    for (int y = 0; y < height; y++) {
      lines.read(y, line);
      put(line, values, y * width);
    }
    return values;
  }

  private short[] scaled(PictureLines lines, int fromWidth, int fromHeight) {
    double scale = Math.max((double) width / fromWidth, (double) height / fromHeight);
    boolean crops = fit == Fit.CROP;
    int toWidth = crops ? Math.max(width, (int) Math.round(fromWidth * scale)) : width;
    int toHeight = crops ? Math.max(height, (int) Math.round(fromHeight * scale)) : height;
    LineScaling scaling =
        new LineScaling(channels, fromWidth, toWidth, width, fromHeight, toHeight, height);
    float[][] line = new float[channels][fromWidth];
    for (int y = 0; y < fromHeight; y++) {
      lines.read(y, line);
      scaling.add(y, line);
    }
    short[] values = new short[width * height * channels];
    put(scaling.values(), values, 0);
    return values;
  }

  /** Puts pixels, [channels][pixels], among those of an image, from the pixel {@code first} on. */
  private void put(float[][] pixels, short[] values, int first) {
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < pixels[c].length; i++) {
        int rounded = Math.max(0, Math.min(FULL, Math.round(pixels[c][i])));
        values[(first + i) * channels + c] = (short) rounded;
      }
    }
  }
}
