package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.Scaler;
import java.io.Serializable;
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
    return images
        .map(image -> of(image.type().contains(BYTES), image.least(), image.greatest()))
        .orElseGet(() -> ofNumbers(model));
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

  private static PixelScale of(boolean bytes, double least, double greatest) {
    boolean asTheyAre = bytes && Math.rint(least) >= 0 && Math.rint(greatest) <= FULL;
    return asTheyAre ? new PixelScale(0, FULL) : new PixelScale(least, greatest);
  }

  /** Returns an image's pixels as unsigned bytes. */
  byte[] bytes(List<Double> values) {
    byte[] pixels = new byte[values.size()];
    for (int i = 0; i < pixels.length; i++) {
      double share = (values.get(i) - black) / Math.max(white - black, Double.MIN_NORMAL);
      pixels[i] = (byte) Math.round(FULL * Math.max(0, Math.min(1, share)));
    }
    return pixels;
  }
}
