package io.ncsn.channels;

import java.io.Serializable;
import java.util.Arrays;

/** Channels that belong together, and how their values are stored. */
public sealed interface ChannelGroup extends Serializable {
  /** The state of a number that applies to every row. */
  int NO_STATE = -1;

  /** The first number of the cell of a number that is a cell by itself. */
  int NO_FIRST = -1;

  /** Returns the number of floats that a stored row has for this group. */
  int storedWidth();

  /** Returns the number of channels of this group. */
  int channelWidth();

  /**
   * Gaussian channels that are stored as they are. NaN in one of them makes the whole group
   * unknown.
   *
   * @param width number of channels, at least 1
   */
  record Plain(int width) implements ChannelGroup {
    public Plain {
      if (width < 1) {
        throw new IllegalArgumentException(
            "Cannot make a group of " + width + " plain channels: at least 1 is needed");
      }
    }

    @Override
    public int storedWidth() {
      return width;
    }

    @Override
    public int channelWidth() {
      return width;
    }
  }

  /**
   * One Gaussian channel, stored as an interval (low, high) of its cumulative distribution. The
   * channel is z = Φ⁻¹(u), and u is drawn from the interval at each visit.
   *
   * @param state index of the {@link Codes} group which says whether the number applies; {@link
   *     #NO_STATE} if it always applies
   * @param regular the level of that group at which the number applies
   * @param first index of the group that is the first number of the same cell, where a cell is
   *     several numbers without a state; {@link #NO_FIRST} for this first one, and for others
   */
  record Spread(int state, int regular, int first) implements ChannelGroup {
    /** Makes a number that is a cell by itself, or with its state. */
    public Spread(int state, int regular) {
      this(state, regular, NO_FIRST);
    }

    /** Makes a number that always applies. */
    public Spread() {
      this(NO_STATE, 0);
    }

    /** Makes a number that always applies, of the cell whose first number is another group. */
    public static Spread beside(int first) {
      return new Spread(NO_STATE, 0, first);
    }

    /** Returns the same number in a row without the first {@code groups} groups. */
    Spread behind(int groups) {
      return new Spread(
          hasState() ? state - groups : state, regular, isFurther() ? first - groups : first);
    }

    /** Returns whether another group says if the number applies. */
    public boolean hasState() {
      return state != NO_STATE;
    }

    /** Returns whether the number is not the first one of its cell. */
    public boolean isFurther() {
      return first != NO_FIRST;
    }

    @Override
    public int storedWidth() {
      return 2;
    }

    /** Names numbers that are cells as before there were others: hashes depend on it. */
    @Override
    public String toString() {
      return "Spread[state=%d, regular=%d%s]"
          .formatted(state, regular, isFurther() ? ", first=" + first : "");
    }

    @Override
    public int channelWidth() {
      return 1;
    }
  }

  /**
   * A one-hot code of K levels, stored as the index of the level.
   *
   * @param frequencies the share of each level in the training rows, [K]; the sum is 1
   */
  @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by value
  record Codes(double[] frequencies) implements ChannelGroup {
    private static final double SUM_TOLERANCE = 1e-6;

    public Codes {
      frequencies = frequencies.clone();
      double sum = Arrays.stream(frequencies).sum();
      boolean shares = Arrays.stream(frequencies).allMatch(share -> share >= 0 && share <= 1);
      if (!shares || Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw new IllegalArgumentException(
            "Cannot use "
                + frequencies.length
                + " frequencies of levels with the sum "
                + sum
                + ": each must be from 0 to 1, and their sum 1");
      }
    }

    @Override
    public double[] frequencies() {
      return frequencies.clone();
    }

    /** Returns the level at {@code u} of (0, 1), which the levels share by their frequencies. */
    public int draw(double u) {
      double left = u;
      int level = 0;
      while (level < frequencies.length - 1 && left >= frequencies[level]) {
        left -= frequencies[level];
        level++;
      }
      return level;
    }

    /** Returns K, the number of levels. */
    public int levels() {
      return frequencies.length;
    }

    /** Returns the entropy −Σ p·ln p of the levels, in nats. */
    public double entropy() {
      return Arrays.stream(frequencies).filter(p -> p > 0).map(p -> -p * Math.log(p)).sum();
    }

    @Override
    public int storedWidth() {
      return 1;
    }

    @Override
    public int channelWidth() {
      return frequencies.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Codes codes && Arrays.equals(frequencies, codes.frequencies);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(frequencies);
    }

    @Override
    public String toString() {
      return "Codes[" + frequencies.length + " levels]";
    }
  }
}
