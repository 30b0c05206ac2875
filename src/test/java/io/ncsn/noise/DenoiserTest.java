package io.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** N(0, 1) data noised by σ: the score is −x/(1 + σ²), the denoised value x/(1 + σ²). */
class DenoiserTest {
  private static final double SIGMA = 0.7;
  private static final double TOTAL = 1 + SIGMA * SIGMA;
  private static final float[] ROWS = {-3, -0.25f, 0, 0.5f, 1.75f, 7, 11};

  @Test
  void aScoreHasItsDenoisedRows() {
    ScoreFunction score =
        (rows, count, sigma, scores) -> {
          for (int i = 0; i < count; i++) {
            scores[i] = (float) (-rows[i] / (1 + sigma * sigma));
          }
        };
    float[] denoised = new float[ROWS.length];
    score.denoise(ROWS, ROWS.length, SIGMA, denoised);
    for (int i = 0; i < ROWS.length; i++) {
      assertThat(denoised[i]).isCloseTo((float) (ROWS[i] / TOTAL), within(1e-6f));
    }
  }

  @Test
  void denoisedRowsHaveTheirScore() {
    Denoiser denoiser =
        (rows, count, sigma, denoised) -> {
          for (int i = 0; i < count; i++) {
            denoised[i] = (float) (rows[i] / (1 + sigma * sigma));
          }
        };
    float[] scores = denoiser.score(ROWS, ROWS.length, SIGMA);
    for (int i = 0; i < ROWS.length; i++) {
      assertThat(scores[i]).isCloseTo((float) (-ROWS[i] / TOTAL), within(2e-6f));
    }
  }
}
