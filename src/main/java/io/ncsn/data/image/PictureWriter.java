package io.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes images of one shape as PNG: each alone, or several on a contact sheet.
 *
 * @param channels 1 for grey, 3 for RGB
 */
public record PictureWriter(int width, int height, int channels) implements Serializable {
  /** Number of images on a sheet. */
  public static final int ON_A_SHEET = 100;

  private static final long serialVersionUID = 1L;
  private static final int ACROSS = 10;
  private static final int GAP = 1;
  private static final byte PAPER = (byte) 255;

  /** Smaller images are enlarged on sheets, so that one sees them. */
  private static final int LEAST_SIDE = 56;

  /**
   * Returns an image as PNG.
   *
   * @param pixels unsigned bytes in the order [height, width, channels]
   */
  public byte[] png(byte[] pixels) {
    BufferedImage picture = blank(width, height);
    draw(pixels, picture.getRaster(), 0, 0, 1);
    return encoded(picture);
  }

  /**
   * Returns images line by line on a white sheet, ten to a line, as PNG.
   *
   * @param images from 1 to {@link #ON_A_SHEET} images, as {@link #png} takes them
   */
  public byte[] sheet(List<byte[]> images) {
    int times = enlargement();
    int across = Math.min(ACROSS, images.size());
    int lines = (images.size() + ACROSS - 1) / ACROSS;
    int stepX = times * width + GAP;
    int stepY = times * height + GAP;
    BufferedImage sheet = blank(across * stepX + GAP, lines * stepY + GAP);
    for (int i = 0; i < images.size(); i++) {
      int left = i % ACROSS * stepX + GAP;
      int top = i / ACROSS * stepY + GAP;
      draw(images.get(i), sheet.getRaster(), left, top, times);
    }
    return encoded(sheet);
  }

  /** Returns the side of the square that a pixel becomes on a sheet. */
  int enlargement() {
    int side = Math.max(width, height);
    return (LEAST_SIDE + side - 1) / side;
  }

  private BufferedImage blank(int across, int down) {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage picture = new BufferedImage(across, down, type);
    byte[] paper = new byte[across * down * channels];
    Arrays.fill(paper, PAPER);
    picture.getRaster().setDataElements(0, 0, across, down, paper);
    return picture;
  }

  private void draw(byte[] pixels, WritableRaster picture, int left, int top, int times) {
    for (int y = 0; y < times * height; y++) {
      for (int x = 0; x < times * width; x++) {
        int pixel = (y / times * width + x / times) * channels;
        for (int channel = 0; channel < channels; channel++) {
          picture.setSample(left + x, top + y, channel, pixels[pixel + channel] & 0xff);
        }
      }
    }
  }

  private static byte[] encoded(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write an image as PNG", e);
    }
    return bytes.toByteArray();
  }
}
