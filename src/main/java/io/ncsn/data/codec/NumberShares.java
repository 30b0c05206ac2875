package io.ncsn.data.codec;

import io.ncsn.channels.NormalPart;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The part of the cumulative distribution of a column's numbers that some ranges of them own.
 *
 * @param ends where each range begins and ends, ascending, [ranges, 2]; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
record NumberShares(double[][] ends) implements Serializable {
  /** No number. */
  static final NumberShares NONE = new NumberShares(new double[0][]);

  boolean isEmpty() {
    return ends.length == 0;
  }

  /** Returns the share of the numbers that is in the ranges. */
  double length() {
    return Arrays.stream(ends).mapToDouble(range -> range[1] - range[0]).sum();
  }

  /** Draws a number as frequent as in the training rows. */
  float draw(UniformRandomProvider random) {
    double left = random.nextDouble() * length();
    for (double[] range : ends) {
      if (left < range[1] - range[0]) {
        return (float) (range[0] + left);
      }
      left -= range[1] - range[0];
    }
    return (float) ends[ends.length - 1][1];
  }

  /** Returns the probability of the ranges where the number's channel is N(mean, deviation²). */
  double probability(double mean, double deviation) {
    double total = 0;
    for (double[] range : ends) {
      total += NormalPart.of(mean, deviation, range[0], range[1]).probability();
    }
    return total;
  }

  /** Draws a number of the ranges where the number's channel is N(mean, deviation²). */
  float draw(double mean, double deviation, UniformRandomProvider random) {
    double left = random.nextDouble() * probability(mean, deviation);
    float share = 0;
    for (double[] range : ends) {
      NormalPart part = NormalPart.of(mean, deviation, range[0], range[1]);
      double probability = part.probability();
      if (probability > 0) {
        float drawn = part.share(Math.min(1, left / probability));
        share = (float) Math.min(range[1], Math.max(range[0], drawn));
        if (left < probability) {
          return share;
        }
        left -= probability;
      }
    }
    return share;
  }
}
