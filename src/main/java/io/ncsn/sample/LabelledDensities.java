package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Log-densities of images with a label by the probability flow: log p(image | label) under the
 * score of images that are given this label, and the logarithm of the label's share of the training
 * rows. Images of one label are computed together.
 */
final class LabelledDensities {
  private final IntFunction<DifferentiableScore> scores;
  private final FlowDensities flow;
  private final int pixels;
  private final double[] shares;

  /**
   * Makes the densities.
   *
   * @param scores the score of images, [rows, pixels], of which each has the label
   * @param layout an image and then a label
   */
  LabelledDensities(
      IntFunction<DifferentiableScore> scores,
      ChannelLayout layout,
      NoiseSchedule schedule,
      LikelihoodPlan plan) {
    this.scores = scores;
    pixels = ((Plain) layout.groups().get(0)).width();
    shares = ((Codes) layout.groups().get(1)).frequencies();
    flow = new FlowDensities(schedule, Prior.standard(pixels), plan);
  }

  /**
   * Returns estimates of each row's log-density, in nats and standardised units, [count][probes].
   *
   * @param rows stored rows without unknown cells, row-major [count, pixels + 1]
   */
  double[][] estimates(float[] rows, int count) {
    double[][] estimates = new double[count][];
    int stored = pixels + 1;
    for (int level = 0; level < shares.length; level++) {
      int own = level;
      int[] some =
          IntStream.range(0, count).filter(row -> rows[row * stored + pixels] == own).toArray();
      if (some.length > 0) {
        double[][] found = ofLabel(rows, some, level);
        for (int i = 0; i < some.length; i++) {
          estimates[some[i]] = found[i];
        }
      }
    }
    return estimates;
  }

  private double[][] ofLabel(float[] rows, int[] some, int level) {
    float[] images = new float[some.length * pixels];
    for (int i = 0; i < some.length; i++) {
      System.arraycopy(rows, some[i] * (pixels + 1), images, i * pixels, pixels);
    }
    double[][] found = flow.of(images, some.length, scores.apply(level), new boolean[some.length]);
    double share = Math.log(shares[level]);
    for (double[] row : found) {
      Arrays.setAll(row, k -> row[k] + share);
    }
    return found;
  }
}
