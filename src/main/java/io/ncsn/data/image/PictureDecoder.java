package io.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes PNG and JPEG by the JDK's own readers. They are kind to damaged files: they warn and
 * return what they have. Here a warning of missing or corrupt data makes a picture bad. What a
 * file's head says about its size is judged before any pixel is decoded.
 */
final class PictureDecoder {
  /** About 5800 pixels squared. */
  static final long MOST_PIXELS = 1 << 25;

  /**
   * So many bytes have as many pixels of four channels of 8 bits. Two tasks that hold such a
   * picture and a file of {@code PictureFile}'s limit each need 512 MB.
   */
  static final long MOST_BYTES = 4 * MOST_PIXELS;

  private static final List<String> FORMATS = List.of("png", "jpeg");
  private static final String OTHER_COLOURS =
      "is a JPEG of other colours than grey and RGB, such as CMYK";
  private static final String NOT_SUPPORTED = "Unsupported Image Type";

  private PictureDecoder() {}

  /** What a picture's size must be. */
  @FunctionalInterface
  interface SizeRule {
    /**
     * Judges the size that the file's head gives.
     *
     * @throws BadPicture if pictures of this size are of no use
     */
    void require(int width, int height) throws BadPicture;
  }

  /**
   * Decodes a picture.
   *
   * @param rule judges the size before a pixel is decoded
   * @throws BadPicture if the bytes are not a whole, still picture of grey or RGB, or too large
   */
  static BufferedImage decode(byte[] file, SizeRule rule) throws BadPicture {
    PngChunks.requireWhole(file);
    ImageReader reader = null;
    try (ImageInputStream in = new FileBytes(file)) {
      reader = reader(in);
      reader.setInput(in, true, true);
      requireSize(reader.getWidth(0), reader.getHeight(0));
      requireColours(reader);
      requireDecodedSize(reader);
      rule.require(reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = pixels(reader);
      if (!isJpeg(reader)) {
        hide(PngChunks.transparentGrey(file), image.getRaster());
      }
      return image;
    } catch (IIOException e) {
      throw NOT_SUPPORTED.equals(e.getMessage())
          ? new BadPicture(OTHER_COLOURS, e)
          : new BadPicture("is damaged (" + said(e) + ")", e);
    } catch (IOException | RuntimeException e) { // the readers throw both at damaged files
      throw new BadPicture("is damaged (" + said(e) + ")", e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  private static ImageReader reader(ImageInputStream in) throws IOException, BadPicture {
    for (Iterator<ImageReader> found = ImageIO.getImageReaders(in); found.hasNext(); ) {
      ImageReader reader = found.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
    }
    throw new BadPicture("is neither PNG nor JPEG");
  }

  private static void requireSize(int width, int height) throws BadPicture {
    if ((long) width * height > MOST_PIXELS) {
      throw new BadPicture(
          "has %d x %d pixels, more than %d".formatted(width, height, MOST_PIXELS));
    }
  }

  /** The kind of image that the reader makes has the file's channels, or there is none. */
  private static void requireColours(ImageReader reader) throws IOException, BadPicture {
    Iterator<ImageTypeSpecifier> kinds = reader.getImageTypes(0);
    int bands = kinds.hasNext() ? kinds.next().getNumBands() : 0;
    if (isJpeg(reader) && bands != 1 && bands != 3) {
      throw new BadPicture(OTHER_COLOURS);
    }
  }

  /** Pictures of 16 bits a channel may have fewer pixels. A JPEG has at most 3 bytes a pixel. */
  private static void requireDecodedSize(ImageReader reader) throws IOException, BadPicture {
    if (isJpeg(reader)) {
      return;
    }
    SampleModel decoded = reader.getImageTypes(0).next().getSampleModel();
    int bytes = Arrays.stream(decoded.getSampleSize()).map(bits -> (bits + 7) / 8).sum();
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height * bytes > MOST_BYTES) {
      throw new BadPicture(
          "has %d x %d pixels of %d bytes, more than %d"
              .formatted(width, height, bytes, MOST_BYTES));
    }
  }

  private static BufferedImage pixels(ImageReader reader) throws IOException, BadPicture {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0);
    for (String warning : warnings) {
      if (warning.startsWith("Truncated")) {
        throw new BadPicture("is cut short");
      }
      if (warning.startsWith("Corrupt")) {
        throw new BadPicture("is damaged (" + warning + ")");
      }
    }
    return image;
  }

  /**
   * Makes a grey transparent. The JDK's reader does so, but it looks for the value as it stands in
   * the file among those that it has brought to 8 bits.
   */
  private static void hide(int grey, WritableRaster pixels) {
    for (int y = 0; y < pixels.getHeight() && grey >= 0 && pixels.getNumBands() == 2; y++) {
      for (int x = 0; x < pixels.getWidth(); x++) {
        if (pixels.getSample(x, y, 0) == grey) {
          pixels.setSample(x, y, 1, 0);
        }
      }
    }
  }

  private static boolean isJpeg(ImageReader reader) throws IOException {
    return reader.getFormatName().equalsIgnoreCase("jpeg");
  }

  private static String said(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
