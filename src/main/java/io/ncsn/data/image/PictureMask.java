package io.ncsn.data.image;

import io.ncsn.config.ImageFormat;
import java.awt.image.BufferedImage;

/** Reads pictures whose pixels are white or black, and say something about images' pixels. */
public final class PictureMask {
  private static final int BLACK = 0;
  private static final float MIDDLE = 127.5f;

  private PictureMask() {}

  /**
   * Returns which numbers of an image belong to white pixels: those that are brighter than the
   * middle. Transparent pixels are black.
   *
   * @param file the whole file
   * @param format the images' shape, which the picture must have
   * @return [height, width, channels]
   * @throws BadPicture if it is none that can be used
   */
  public static boolean[] white(byte[] file, ImageFormat format) throws BadPicture {
    BufferedImage picture =
        PictureDecoder.decode(
            file,
            (width, height) -> {
              if (width != format.width() || height != format.height()) {
                throw new BadPicture(
                    "has %d x %d pixels, need %d x %d, those of the images"
                        .formatted(width, height, format.width(), format.height()));
              }
            });
    PictureLines lines = new PictureLines(picture, BLACK, true);
    boolean[] white = new boolean[format.size()];
    float[][] grey = new float[1][format.width()];
    int across = format.width() * format.channels();
    for (int y = 0; y < format.height(); y++) {
      lines.read(y, grey);
      for (int i = 0; i < across; i++) {
        white[y * across + i] = grey[0][i / format.channels()] > MIDDLE;
      }
    }
    return white;
  }
}
