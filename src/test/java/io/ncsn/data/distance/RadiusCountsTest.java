package io.ncsn.data.distance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RadiusCountsTest {
  private static final long SEED = 29;
  private static final double GREATEST = 3;
  private static final double BIN = GREATEST / 2048;

  @Test
  void countsRowsAndPairsUpToABinTooMany() {
    Random random = new Random(SEED);
    double[] radii = random.doubles(400, 0, GREATEST).toArray();
    radii[7] = GREATEST;
    RadiusCounts counts = new RadiusCounts(GREATEST);
    RadiusCounts others = new RadiusCounts(GREATEST);
    for (int i = 0; i < radii.length; i++) {
      (i % 3 == 0 ? counts : others).add(radii[i]);
    }
    RadiusCounts all = counts.plus(others);
    for (double least : new double[] {-1, 0, 0.4, 1.7, 2.9, GREATEST, 4.1, 2 * GREATEST}) {
      assertThat(all.rows(least))
          .as("seed %d, rows of %f", SEED, least)
          .isBetween(rows(radii, least), rows(radii, least - BIN));
      // A row counts as a pair with itself, half.
      assertThat(all.pairs(least) - radii.length / 2.0)
          .as("seed %d, pairs of %f", SEED, least)
          .isBetween(
              pairs(radii, least) - radii.length / 2.0, (double) pairs(radii, least - 2 * BIN));
    }
  }

  private static long rows(double[] radii, double least) {
    long rows = 0;
    for (double radius : radii) {
      rows += radius >= least ? 1 : 0;
    }
    return rows;
  }

  private static long pairs(double[] radii, double least) {
    long pairs = 0;
    for (int i = 0; i < radii.length; i++) {
      for (int j = 0; j < i; j++) {
        pairs += radii[i] + radii[j] >= least ? 1 : 0;
      }
    }
    return pairs;
  }
}
