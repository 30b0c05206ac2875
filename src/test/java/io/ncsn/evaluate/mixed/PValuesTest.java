package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PValuesTest {
  @Test
  void theKnownCriticalDistanceHasFivePercent() {
    assertThat(PValues.kolmogorovSmirnov(0.13580986, 200, 200)).isCloseTo(0.05, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.011, 0.031, 0.053, 0.071, 0.101})
  void distancesHaveTheValuesOfAnotherImplementation(double distance) {
    assertThat(PValues.kolmogorovSmirnov(distance, 401, 797))
        .isCloseTo(new KolmogorovSmirnovTest().approximateP(distance, 401, 797), within(1e-9));
  }

  @Test
  void greatDistancesKeepTheirDigits() {
    assertThat(PValues.kolmogorovSmirnov(0.5, 200, 200))
        .as("the first term of the series")
        .isCloseTo(2 * Math.exp(-50), Percentage.withPercentage(1e-9));
    assertThat(PValues.kolmogorovSmirnov(1, 100_003, 100_003)).isZero();
  }

  @Test
  void twoLevelsHaveTheTailOfTheNormalDistribution() {
    double statistic = 225.0 / 75 + 225.0 / 125;
    assertThat(PValues.homogeneity(new long[] {30, 70}, new long[] {45, 55}))
        .isCloseTo(Erf.erfc(Math.sqrt(statistic / 2)), within(1e-12));
  }

  @Test
  void threeLevelsHaveAnExponentialTail() {
    double statistic = 400.0 / 60 + 2 * 100.0 / 70;
    assertThat(PValues.homogeneity(new long[] {40, 30, 30}, new long[] {20, 40, 40}))
        .isCloseTo(Math.exp(-statistic / 2), within(1e-12));
  }

  @Test
  void samplesOfOtherSizesHaveTheValueOfAnotherImplementation() {
    long[] counts = {31, 17, 53, 11};
    long[] others = {101, 97, 149, 23};
    assertThat(PValues.homogeneity(counts, others))
        .isCloseTo(
            new ChiSquareTest().chiSquareTestDataSetsComparison(counts, others), within(1e-9));
  }

  @Test
  void rareLevelsAreTestedAsOne() {
    long[] counts =
        LongStream.concat(LongStream.of(70), LongStream.generate(() -> 1).limit(30)).toArray();
    long[] others =
        LongStream.concat(LongStream.of(55), LongStream.generate(() -> 1).limit(45)).toArray();
    long[] wider = new long[others.length];
    System.arraycopy(counts, 0, wider, 0, counts.length);
    assertThat(PValues.homogeneity(wider, others))
        .isEqualTo(PValues.homogeneity(new long[] {70, 30}, new long[] {55, 45}));
  }

  @Test
  void nothingCanBeToldOfNothing() {
    assertThat(PValues.homogeneity(new long[] {0, 0}, new long[] {3, 5})).isEqualTo(1);
    assertThat(PValues.homogeneity(new long[] {7}, new long[] {5})).isEqualTo(1);
    assertThat(PValues.kolmogorovSmirnov(1, 0, 5)).isEqualTo(1);
    assertThat(PValues.kolmogorovSmirnov(0, 7, 5)).isEqualTo(1);
  }
}
