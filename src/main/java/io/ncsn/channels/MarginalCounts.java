package io.ncsn.channels;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;

/**
 * Finds the calibration of a model by counts of samples: how many rows have each level, and in how
 * many each part of (0, 1) holds a number's u. Counts are whole numbers, so that their sums do not
 * depend on partitions.
 */
public final class MarginalCounts {
  /** Cosines that describe how a number's distribution differs from the uniform one. */
  private static final int COSINES = 32;

  /** The least density that cosines may come to. */
  private static final double LEAST_DENSITY = 0.1;

  private final ChannelLayout layout;
  private final long[] counts;

  /** Makes the counts of no rows. */
  public MarginalCounts(ChannelLayout layout) {
    this(layout, new long[MarginalCalibration.size(layout)]);
  }

  /**
   * Makes counts.
   *
   * @param counts in the order of the groups
   */
  public MarginalCounts(ChannelLayout layout, long[] counts) {
    this.layout = layout;
    this.counts = counts;
  }

  /** Returns the counts, in the order of the groups. */
  public long[] counts() {
    return counts;
  }

  /**
   * Counts stored rows. Numbers that do not apply to a row are left out.
   *
   * @param stored row-major [count, stored width]
   */
  public void add(float[] stored, int count) {
    int at = 0;
    for (int group = 0; group < layout.columns(); group++) {
      for (int row = 0; row < count; row++) {
        int from = row * layout.storedWidth();
        float value = stored[from + layout.storedOffset(group)];
        if (layout.groups().get(group) instanceof Codes) {
          counts[at + (int) value]++;
        } else if (layout.groups().get(group) instanceof Spread spread
            && applies(spread, stored, from)) {
          int parts = MarginalCalibration.PARTS;
          counts[at + Math.min(parts - 1, (int) (value * parts))]++;
        }
      }
      at += MarginalCalibration.size(layout.groups().get(group));
    }
  }

  private boolean applies(Spread spread, float[] stored, int row) {
    return !spread.hasState()
        || stored[row + layout.storedOffset(spread.state())] == spread.regular();
  }

  /** Returns the calibration that these counts ask for, where they were drawn with another one. */
  public MarginalCalibration after(MarginalCalibration before) {
    float[] values = before.values();
    int at = 0;
    for (ChannelGroup group : layout.groups()) {
      if (group instanceof Codes codes) {
        shift(codes.frequencies(), at, values);
      } else if (group instanceof Spread) {
        System.arraycopy(shares(at), 0, values, at, MarginalCalibration.PARTS);
      }
      at += MarginalCalibration.size(group);
    }
    return MarginalCalibration.of(layout, values);
  }

  /**
   * Adds ln(share of training rows / share of samples) to the shifts, shrunk by what of it may be
   * chance: a deviation of one standard error or less is left as it is.
   */
  private void shift(double[] frequencies, int at, float[] values) {
    double rows = 0;
    for (int k = 0; k < frequencies.length; k++) {
      rows += counts[at + k];
    }
    for (int k = 0; k < frequencies.length; k++) {
      double expected = rows * frequencies[k];
      if (expected > 0) {
        double deviation = Math.log((expected + 0.5) / (counts[at + k] + 0.5));
        values[at + k] += (float) shrunk(deviation, (1 - frequencies[k]) / (expected + 0.5));
      }
    }
  }

  /**
   * Returns the shares of a number's samples in the parts: 1 + Σ aₘ·cos(mπu) at their middles, with
   * those coefficients alone that are not likely to be chance.
   */
  private float[] shares(int at) {
    int parts = MarginalCalibration.PARTS;
    double rows = 0;
    for (int part = 0; part < parts; part++) {
      rows += counts[at + part];
    }
    double[] density = new double[parts];
    for (int m = 1; rows > 0 && m <= COSINES; m++) {
      double sum = 0;
      for (int part = 0; part < parts; part++) {
        sum += counts[at + part] * Math.cos(m * Math.PI * (part + 0.5) / parts);
      }
      double coefficient = shrunk(2 * sum / rows, 2 / rows);
      for (int part = 0; part < parts; part++) {
        density[part] += coefficient * Math.cos(m * Math.PI * (part + 0.5) / parts);
      }
    }
    float[] shares = new float[parts];
    for (int part = 0; part < parts; part++) {
      shares[part] = (float) (Math.max(LEAST_DENSITY, 1 + density[part]) / parts);
    }
    return shares;
  }

  /** Returns an estimate without the part of its square that its variance explains. */
  private static double shrunk(double estimate, double variance) {
    double square = estimate * estimate;
    return square <= variance ? 0 : estimate * (1 - variance / square);
  }
}
