package io.ncsn.sample;

import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.noise.ScoreFunction;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Holds scores to what they can be: x + σ²·s(x, σ) is the mean of the data given x (Tweedie's
 * formula), so it lies within the data's range. Where a network puts it outside, far from any row
 * it has seen, the score is shortened to end at the range's edge: static thresholding (Saharia et
 * al. 2022, §2.3). It keeps single chains from running away.
 */
final class DenoisedClip implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] least;
  private final float[] greatest;

  private DenoisedClip(float[] least, float[] greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /** Clips to the ranges of the training rows, in standardised units. */
  static DenoisedClip to(ColumnRanges ranges) {
    return new DenoisedClip(ranges.least(), ranges.greatest());
  }

  /** Leaves every score of {@code dimension} columns as it is. */
  static DenoisedClip none(int dimension) {
    float[] least = new float[dimension];
    float[] greatest = new float[dimension];
    Arrays.fill(least, Float.NEGATIVE_INFINITY);
    Arrays.fill(greatest, Float.POSITIVE_INFINITY);
    return new DenoisedClip(least, greatest);
  }

  /** {@code network} with its scores clipped. */
  ScoreFunction over(ScoreFunction network) {
    if (!clips()) {
      return network;
    }
    return (rows, count, sigma, scores) -> {
      network.score(rows, count, sigma, scores);
      apply(rows, scores, sigma);
    };
  }

  /**
   * Clips the scores of rows at noise level {@code sigma}, in place.
   *
   * @param rows row-major [count, dimension]
   * @param scores as {@code rows}
   */
  void apply(float[] rows, float[] scores, double sigma) {
    float variance = (float) (sigma * sigma);
    for (int from = 0; from < rows.length; from += least.length) {
      for (int j = 0; j < least.length; j++) {
        float row = rows[from + j];
        float denoised = row + variance * scores[from + j];
        if (denoised < least[j]) {
          scores[from + j] = (least[j] - row) / variance;
        } else if (denoised > greatest[j]) {
          scores[from + j] = (greatest[j] - row) / variance;
        }
      }
    }
  }

  private boolean clips() {
    for (int j = 0; j < least.length; j++) {
      if (Float.isFinite(least[j]) || Float.isFinite(greatest[j])) {
        return true;
      }
    }
    return false;
  }
}
