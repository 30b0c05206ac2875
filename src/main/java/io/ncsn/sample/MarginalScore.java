package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.noise.ScoreFunction;

/**
 * The score of noised channels whose groups are independent: codes with their frequencies, and
 * standard normal numbers. It is what a network knows before it has learnt how columns depend on
 * each other.
 */
final class MarginalScore implements ScoreFunction {
  private final int width;

  /** Logarithms of the frequencies of a code's levels; null for numbers. [groups] */
  private final double[][] logShares;

  private final int[] offsets;
  private final int[] widths;

  MarginalScore(ChannelLayout layout) {
    int groups = layout.columns();
    width = layout.channelWidth();
    logShares = new double[groups][];
    offsets = new int[groups];
    widths = new int[groups];
    for (int group = 0; group < groups; group++) {
      offsets[group] = layout.channelOffset(group);
      widths[group] = layout.groups().get(group).channelWidth();
      if (layout.groups().get(group) instanceof Codes codes) {
        logShares[group] = codes.frequencies();
        for (int k = 0; k < codes.levels(); k++) {
          logShares[group][k] = Math.log(logShares[group][k]);
        }
      }
    }
  }

  @Override
  public void score(float[] rows, int count, double sigma, float[] scores) {
    double precision = 1 / (sigma * sigma);
    for (int row = 0; row < count; row++) {
      for (int group = 0; group < offsets.length; group++) {
        int from = row * width + offsets[group];
        if (logShares[group] == null) {
          for (int j = from; j < from + widths[group]; j++) {
            scores[j] = (float) (-rows[j] / (1 + sigma * sigma));
          }
        } else {
          ofCode(logShares[group], rows, from, precision, scores);
        }
      }
    }
  }

  /** Writes (q − x̃)/σ², where q are the probabilities of the levels given the noised code x̃. */
  private static void ofCode(
      double[] logShares, float[] rows, int from, double precision, float[] scores) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logShares.length; k++) {
      greatest = Math.max(greatest, rows[from + k] * precision + logShares[k]);
    }
    double sum = 0;
    for (int k = 0; k < logShares.length; k++) {
      double weight = Math.exp(rows[from + k] * precision + logShares[k] - greatest);
      scores[from + k] = (float) weight;
      sum += weight;
    }
    for (int k = 0; k < logShares.length; k++) {
      scores[from + k] = (float) ((scores[from + k] / sum - rows[from + k]) * precision);
    }
  }
}
