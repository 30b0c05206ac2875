package io.ncsn.evaluate.mixed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve. */
final class RankScore {
  private RankScore() {}

  /**
   * Returns the share of pairs (row of label 1, row of label 0) that the scores put in order, ties
   * by half; one half if a label is missing.
   */
  static double auc(double[] scores, double[] labels) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    for (int i = 0; i < order.length; ) {
      int end = i;
      double positive = 0;
      while (end < order.length && scores[order[end]] == scores[order[i]]) {
        positive += labels[order[end++]];
      }
      ranks += positive * (i + end + 1) / 2.0;
      i = end;
    }
    double positives = Arrays.stream(labels).sum();
    double negatives = labels.length - positives;
    return positives == 0 || negatives == 0
        ? 0.5
        : (ranks - positives * (positives + 1) / 2) / (positives * negatives);
  }
}
