package io.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files of pictures that tests make; the PNG files without any library. */
public final class MadePictures {
  /** Colour types of PNG. */
  static final int GREY = 0;

  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  private MadePictures() {}

  /**
   * Returns a PNG file.
   *
   * @param samples row-major, as many a pixel as the colour type has
   */
  static byte[] png(int width, int height, int bits, int type, int... samples) {
    return file(header(width, height, bits, type), data(height, bits, samples));
  }

  /**
   * Returns a PNG file with one value or colour that is transparent.
   *
   * @param samples the first of them, as many as a pixel has, are transparent everywhere
   */
  static byte[] keyed(int width, int height, int bits, int type, int... samples) {
    ByteBuffer key = ByteBuffer.allocate(type == RGB ? 6 : 2);
    for (int i = 0; key.hasRemaining(); i++) {
      key.putShort((short) samples[i]);
    }
    return file(
        header(width, height, bits, type), chunk("tRNS", key.array()), data(height, bits, samples));
  }

  /**
   * Returns a PNG file of a line with a pixel of each of some colours, by a palette.
   *
   * @param argb 0xAARRGGBB; the last of them opaque
   */
  static byte[] palette(int bits, int... argb) {
    ByteBuffer colours = ByteBuffer.allocate(3 * argb.length);
    ByteBuffer alphas = ByteBuffer.allocate(argb.length - 1);
    int[] samples = new int[argb.length];
    for (int i = 0; i < argb.length; i++) {
      colours.put((byte) (argb[i] >> 16)).put((byte) (argb[i] >> 8)).put((byte) argb[i]);
      samples[i] = i;
      if (alphas.hasRemaining()) {
        alphas.put((byte) (argb[i] >> 24));
      }
    }
    return file(
        header(argb.length, 1, bits, PALETTE),
        chunk("PLTE", colours.array()),
        chunk("tRNS", alphas.array()),
        data(1, bits, samples));
  }

  /** Packs samples of 1 to 16 bits into lines. */
  private static byte[] data(int height, int bits, int... samples) {
    int perLine = samples.length / height;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream lines = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < height; y++) {
        byte[] line = new byte[(perLine * bits + 7) / 8];
        for (int bit = 0; bit < perLine * bits; bit++) {
          int sample = samples[y * perLine + bit / bits];
          int value = sample >> (bits - 1 - bit % bits) & 1;
          line[bit / 8] |= (byte) (value << (7 - bit % 8));
        }
        lines.write(0); // no filter
        lines.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return chunk("IDAT", packed.toByteArray());
  }

  /**
   * Returns a grey PNG file of 8 bits in which every pixel has another value than its neighbours.
   */
  public static byte[] grey(int width, int height) {
    return grey(width, height, 0);
  }

  /** Returns the same, begun elsewhere. */
  public static byte[] grey(int width, int height, int start) {
    int[] samples = new int[width * height];
    Arrays.setAll(samples, i -> (start + i) * 37 % 251);
    return png(width, height, 8, GREY, samples);
  }

  /** Returns a PNG file whose head says a size, and that has no pixels. */
  public static byte[] headOnly(int width, int height) {
    return headOnly(width, height, 8, GREY);
  }

  static byte[] headOnly(int width, int height, int bits, int type) {
    return file(header(width, height, bits, type), chunk("IDAT", new byte[10]));
  }

  /**
   * Writes a transparent PNG file of colours with alpha.
   *
   * @param length bytes of the file, most of which are no pixels
   */
  static void writePadded(Path place, int width, int height, int length) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream lines = new DeflaterOutputStream(packed)) {
      byte[] line = new byte[1 + 4 * width];
      for (int y = 0; y < height; y++) {
        lines.write(line);
      }
    }
    byte[] pixels = file(header(width, height, 8, RGB_ALPHA), chunk("IDAT", packed.toByteArray()));
    int end = pixels.length - 12; // of the chunk IEND
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(place))) {
      out.write(pixels, 0, end);
      out.write(chunk("paDd", new byte[length - pixels.length - 12]));
      out.write(pixels, end, 12);
    }
  }

  /** Returns a PNG file of two frames. */
  public static byte[] animated() {
    return file(
        header(2, 2, 8, GREY), chunk("acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0}), new byte[0]);
  }

  /** Returns a JPEG file of one colour. */
  public static byte[] jpeg(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Returns a JPEG file of four channels, as programs for print write them. */
  public static byte[] cmyk() {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
      raster.setSample(3, 3, 2, 200);
      writer.write(null, new IIOImage(raster, null, null), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Returns the JPEG file with the mark by which Adobe's programs say that it is CMYK. */
  static byte[] adobe(byte[] jpeg) {
    byte[] mark = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(mark);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static byte[] header(int width, int height, int bits, int type) {
    return chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) bits)
            .put((byte) type)
            .array());
  }

  private static byte[] chunk(String name, byte[] data) {
    byte[] marked =
        ByteBuffer.allocate(4 + data.length)
            .put(name.getBytes(StandardCharsets.US_ASCII))
            .put(data)
            .array();
    CRC32 checksum = new CRC32();
    checksum.update(marked);
    return ByteBuffer.allocate(8 + marked.length)
        .putInt(data.length)
        .put(marked)
        .putInt((int) checksum.getValue())
        .array();
  }

  private static byte[] file(byte[]... chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    for (byte[] chunk : chunks) {
      out.writeBytes(chunk);
    }
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }
}
