package io.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for every schedule of noise levels. */
class NoiseSchedulePropertiesTest {
  private static final double LN_10 = Math.log(10);

  @Property(seed = "20201")
  void levelsFallFromTheFirstToTheLast(
      @ForAll ScheduleKind kind,
      @ForAll @DoubleRange(min = -9, max = 9) double logEnd,
      @ForAll @DoubleRange(min = 0.1, max = 6) double decades,
      @ForAll @IntRange(min = 2, max = 1000) int count) {
    double end = Math.exp(LN_10 * logEnd);
    double begin = end * Math.exp(LN_10 * decades);
    NoiseSchedule schedule = NoiseSchedule.of(kind, begin, end, count);
    assertThat(schedule.size()).isEqualTo(count);
    assertThat(schedule.largest()).isEqualTo(begin);
    assertThat(schedule.smallest()).isEqualTo(end);
    for (int i = 1; i < count; i++) {
      assertThat(schedule.sigma(i)).isPositive().isLessThan(schedule.sigma(i - 1));
    }
  }

  /** Rows are standardised, but nothing in a schedule depends on it: its shape has no unit. */
  @Property(seed = "20202")
  void aChangeOfUnitChangesEveryLevelAlike(
      @ForAll ScheduleKind kind,
      @ForAll @DoubleRange(min = 0.01, max = 1e3) double unit,
      @ForAll @DoubleRange(min = 1.5, max = 1e5) double ratio,
      @ForAll @IntRange(min = 2, max = 300) int count) {
    double[] one = NoiseSchedule.of(kind, ratio, 1, count).levels();
    double[] other = NoiseSchedule.of(kind, unit * ratio, unit, count).levels();
    for (int i = 0; i < count; i++) {
      assertThat(other[i] / unit).isCloseTo(one[i], within(1e-9 * one[i]));
    }
  }

  @Property(seed = "20203")
  void geometricLevelsHaveOneRatio(
      @ForAll @DoubleRange(min = 1.5, max = 1e6) double whole,
      @ForAll @IntRange(min = 2, max = 300) int count) {
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, whole, 1, count);
    for (int i = 1; i < count; i++) {
      assertThat(schedule.sigma(i - 1) / schedule.sigma(i))
          .isCloseTo(schedule.ratio(), within(1e-9 * schedule.ratio()));
    }
  }
}
