package io.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG by the JDK's own readers. They are kind to damaged files: they warn and
 * return what they have. Here a warning of missing or corrupt data makes a picture bad. What a
 * file's head says about its size is judged before any pixel is decoded.
 */
final class PictureDecoder {
  /** About 5800 pixels squared: 270 MB as 16-bit colours with alpha. */
  static final long MOST_PIXELS = 1 << 25;

  private static final List<String> FORMATS = List.of("png", "jpeg");
  private static final String OTHER_COLOURS =
      "is a JPEG of other colours than grey and RGB, such as CMYK";
  private static final String NOT_SUPPORTED = "Unsupported Image Type";

  private PictureDecoder() {}

  /**
   * Decodes a picture.
   *
   * @throws BadPicture if the bytes are not a whole, still picture of grey or RGB, or too large
   */
  static BufferedImage decode(byte[] file) throws BadPicture {
    PngChunks.requireWhole(file);
    ImageReader reader = null;
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader = reader(in);
      reader.setInput(in, true, true);
      requireSize(reader.getWidth(0), reader.getHeight(0));
      return pixels(reader);
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
    int bands = image.getRaster().getNumBands();
    if (isJpeg(reader) && bands != 1 && bands != 3) {
      throw new BadPicture(OTHER_COLOURS);
    }
    return image;
  }

  private static boolean isJpeg(ImageReader reader) throws IOException {
    return reader.getFormatName().equalsIgnoreCase("jpeg");
  }

  private static String said(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
