package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Counts pairs of rows by hand. */
class RankScoreTest {
  @Test
  void theAreaIsTheShareOfPairsInOrderTiesByHalf() {
    double[] scores = {0.1, 0.4, 0.4, 0.8, 0.7};
    double[] labels = {0, 0, 1, 1, 0};

    // Of 6 pairs, 0.4 wins one and ties one, 0.8 wins three.
    assertThat(RankScore.auc(scores, labels)).isCloseTo(4.5 / 6, within(1e-15));
    assertThat(RankScore.auc(scores, new double[5])).isEqualTo(0.5);
  }

  @Test
  void theAdvantageIsTheGreatestLeadOfTheMembers() {
    double[] members = {0, 0, 1, 5};
    double[] others = {0, 2, 3, 4, 5};

    // At distance 1: 3 of 4 members, 1 of 5 others.
    assertThat(PrivacyMeasure.advantage(members, others))
        .isCloseTo(3 / 4.0 - 1 / 5.0, within(1e-15));
    // The other way round, at distance 4: 4 of 5 and 3 of 4.
    assertThat(PrivacyMeasure.advantage(others, members)).isCloseTo(0.05, within(1e-15));
    assertThat(PrivacyMeasure.advantage(members, members)).isZero();
  }

  @Test
  void quantilesAreLinearBetweenValues() {
    assertThat(Quantiles.even(new double[] {9, 1, 5, 2}, 4)).containsExactly(1, 2, 5, 9);
    assertThat(Quantiles.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
  }
}
