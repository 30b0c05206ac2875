package io.ncsn.channels;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.noise.Denoiser;
import io.ncsn.noise.ScoreFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Corrects the distributions of single columns in rows that are sampled without conditions. A
 * network that has learnt rare combinations only in part draws their levels too seldom, although
 * its probabilities are right on average at each noise level.
 *
 * <p>A level's log-probability in the denoised rows gets a shift, as in logit adjustment (Menon et
 * al. 2021, arXiv:2007.07314), so that all other columns follow. A spread number's u in (0, 1),
 * which is uniform in the training rows, is replaced by its own cumulative distribution.
 */
public final class MarginalCalibration implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Equal parts of (0, 1) between which a number's cumulative distribution is linear. */
  static final int PARTS = 128;

  private final ChannelLayout layout;

  /**
   * In the order of the groups: the shift of each level of a code, and the shares of the samples in
   * the parts of a spread number.
   */
  private final float[] values;

  /** The first channel of each code, its number of levels, and the place of its first value. */
  private final int[] codeChannel;

  private final int[] codeLevels;
  private final int[] codeValues;

  private MarginalCalibration(ChannelLayout layout, float[] values) {
    this.layout = layout;
    this.values = values;
    List<int[]> codes = new ArrayList<>();
    int at = 0;
    for (int group = 0; group < layout.columns(); group++) {
      if (layout.groups().get(group) instanceof Codes code) {
        codes.add(new int[] {layout.channelOffset(group), code.levels(), at});
      }
      at += size(layout.groups().get(group));
    }
    codeChannel = codes.stream().mapToInt(code -> code[0]).toArray();
    codeLevels = codes.stream().mapToInt(code -> code[1]).toArray();
    codeValues = codes.stream().mapToInt(code -> code[2]).toArray();
  }

  /**
   * Makes the calibration of a vector that {@link #values} has returned.
   *
   * @throws IllegalArgumentException if its length is not that of the layout
   */
  public static MarginalCalibration of(ChannelLayout layout, float[] values) {
    int expected = size(layout);
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "Cannot calibrate samples by %d numbers: the model's columns need %d"
              .formatted(values.length, expected));
    }
    return new MarginalCalibration(layout, values.clone());
  }

  /** Makes the calibration that changes nothing. */
  public static MarginalCalibration none(ChannelLayout layout) {
    float[] values = new float[size(layout)];
    int at = 0;
    for (ChannelGroup group : layout.groups()) {
      if (group instanceof Spread) {
        Arrays.fill(values, at, at + PARTS, 1f / PARTS);
      }
      at += size(group);
    }
    return new MarginalCalibration(layout, values);
  }

  /** Returns the length of the vector of a layout's calibration. */
  public static int size(ChannelLayout layout) {
    return layout.groups().stream().mapToInt(MarginalCalibration::size).sum();
  }

  /** Returns how many values a group has, which is also the number of counts of its samples. */
  static int size(ChannelGroup group) {
    if (group instanceof Codes codes) {
      return codes.levels();
    }
    return group instanceof Spread ? PARTS : 0;
  }

  /** Returns the vector that {@link #of} takes. */
  public float[] values() {
    return values.clone();
  }

  /** Returns the score whose probabilities of levels have the shifts. */
  public Denoiser over(ScoreFunction network) {
    float[] factors = factors();
    return (rows, count, sigma, denoised) -> {
      network.denoise(rows, count, sigma, denoised);
      for (int row = 0; row < count; row++) {
        shift(denoised, row * layout.channelWidth(), factors);
      }
    };
  }

  private float[] factors() {
    float[] factors = new float[values.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) Math.exp(values[i]);
    }
    return factors;
  }

  private void shift(float[] denoised, int row, float[] factors) {
    for (int code = 0; code < codeChannel.length; code++) {
      int from = row + codeChannel[code];
      int levels = codeLevels[code];
      int at = codeValues[code];
      float sum = 0;
      for (int k = 0; k < levels; k++) {
        float mass = Math.max(0, denoised[from + k]) * factors[at + k];
        denoised[from + k] = mass;
        sum += mass;
      }
      float share = 1 / sum;
      for (int k = 0; k < levels; k++) {
        denoised[from + k] *= share;
      }
    }
  }

  /**
   * Corrects the numbers of stored rows.
   *
   * @param stored row-major [count, stored width]; changed in place
   */
  public void correct(float[] stored, int count) {
    int at = 0;
    for (int group = 0; group < layout.columns(); group++) {
      if (layout.groups().get(group) instanceof Spread) {
        double[] cumulative = cumulative(at);
        for (int row = 0; row < count; row++) {
          int place = row * layout.storedWidth() + layout.storedOffset(group);
          stored[place] = at(cumulative, stored[place]);
          stored[place + 1] = stored[place];
        }
      }
      at += size(layout.groups().get(group));
    }
  }

  /** Returns the cumulative distribution at the ends of the parts, [PARTS + 1]. */
  private double[] cumulative(int at) {
    double[] cumulative = new double[PARTS + 1];
    for (int part = 0; part < PARTS; part++) {
      cumulative[part + 1] = cumulative[part] + values[at + part];
    }
    return cumulative;
  }

  private static float at(double[] cumulative, float u) {
    int part = Math.min(PARTS - 1, (int) (u * PARTS));
    double inside = (double) u * PARTS - part;
    double value = cumulative[part] + inside * (cumulative[part + 1] - cumulative[part]);
    double least = Float.MIN_NORMAL;
    return (float) Math.min(Math.max(value / cumulative[PARTS], least), Math.nextDown(1f));
  }
}
