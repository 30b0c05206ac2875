package io.ncsn.truth;

import java.util.Arrays;

/** Sums probabilities that are given as logarithms. */
final class Logs {
  private Logs() {}

  /** Returns log Σ exp(logsᵢ) without overflow. */
  static double sumOfExponentials(double[] logs) {
    double greatest = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
    if (greatest == Double.NEGATIVE_INFINITY) {
      return greatest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - greatest);
    }
    return greatest + Math.log(sum);
  }
}
