package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.Scaler;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes pixels of 8 bits of an image's numbers. Numbers of IDX files and of pictures (smallint, 0
 * to 255) stay as they are; for others, the least number of the training rows is black and the
 * greatest is white.
 *
 * @param black the number that becomes 0
 * @param white the number that becomes 255
 */
record PixelScale(double black, double white) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double FULL = 255;
  private static final String BYTES = "smallint";

  /** Returns the scale of a model of images. */
  static PixelScale of(ModelDescription model, Optional<ImageCodec> images) {
    return images.map(PixelScale::of).orElseGet(() -> ofNumbers(model));
  }

  private static PixelScale ofNumbers(ModelDescription model) {
    Scaler scaler = model.scaler();
    ColumnRanges ranges = model.ranges();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scaler.dimension(); i++) {
      least = Math.min(least, ranges.least()[i] * scaler.scale()[i] + scaler.mean()[i]);
      greatest = Math.max(greatest, ranges.greatest()[i] * scaler.scale()[i] + scaler.mean()[i]);
    }
    boolean bytes = model.table().columns().stream().allMatch(c -> c.type().equals(BYTES));
    return of(bytes, least, greatest);
  }

  /**
   * Returns the scale of images of which there is no model.
   *
   * @param types the types of the columns that hold their numbers
   * @param real real images' numbers, of which there is one
   */
  static PixelScale of(List<String> types, double[] real) {
    return of(
        types.stream().allMatch(BYTES::equals),
        Arrays.stream(real).min().orElseThrow(),
        Arrays.stream(real).max().orElseThrow());
  }

  /** Returns the scale of images in a column. */
  static PixelScale of(ImageCodec image) {
    return of(image.type().contains(BYTES), image.least(), image.greatest());
  }

  private static PixelScale of(boolean bytes, double least, double greatest) {
    boolean asTheyAre = bytes && Math.rint(least) >= 0 && Math.rint(greatest) <= FULL;
    return asTheyAre ? new PixelScale(0, FULL) : new PixelScale(least, greatest);
  }

  /** Returns an image's pixels as unsigned bytes. */
  byte[] bytes(List<Double> values) {
    byte[] pixels = new byte[values.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pixel(values.get(i));
    }
    return pixels;
  }

  /** Returns images' pixels as unsigned bytes. */
  byte[] bytes(double[] values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pixel(values[i]);
    }
    return pixels;
  }

  private byte pixel(double value) {
    double share = (value - black) / Math.max(white - black, Double.MIN_NORMAL);
    return (byte) Math.round(FULL * Math.max(0, Math.min(1, share)));
  }
}
