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
    BufferedImage picture = PictureDecoder.decode(file);
    boolean fits = picture.getWidth() == width && picture.getHeight() == height;
    if (!fits && fit == Fit.EXACT) {
      throw new BadPicture(
          "has %d x %d pixels, need %d x %d; set data.image.fit to crop or stretch"
              .formatted(picture.getWidth(), picture.getHeight(), width, height));
    }
    Plane[] planes = new PicturePlanes(picture, background).planes(channels == 1);
    short[] values = new short[width * height * channels];
    for (int c = 0; c < planes.length; c++) {
      float[] plane = (fits ? planes[c] : fitted(planes[c])).values();
      for (int i = 0; i < plane.length; i++) {
        values[i * planes.length + c] = (short) Math.max(0, Math.min(FULL, Math.round(plane[i])));
      }
    }
    return values;
  }

  private Plane fitted(Plane plane) {
    if (fit == Fit.STRETCH) {
      return plane.resized(width, 0, width, height, 0, height);
    }
    double scale = Math.max((double) width / plane.width(), (double) height / plane.height());
    int scaledWidth = Math.max(width, (int) Math.round(plane.width() * scale));
    int scaledHeight = Math.max(height, (int) Math.round(plane.height() * scale));
    return plane.resized(
        scaledWidth,
        (scaledWidth - width) / 2,
        width,
        scaledHeight,
        (scaledHeight - height) / 2,
        height);
  }
}
