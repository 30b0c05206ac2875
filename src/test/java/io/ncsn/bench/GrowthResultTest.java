package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.bench.GrowthForecast.Outlook;
import io.ncsn.growth.LinearFit;
import io.ncsn.growth.Stragglers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measurements made up from known constants: what is fitted and foretold must be these. */
class GrowthResultTest {
  private static final double ROUND = 0.02;
  private static final double TASK = 0.003;
  private static final double STAGE = 0.01;
  private static final double DRIVER_PARAMETER = 5e-8;
  private static final double REPLICA_PARAMETER = 2e-8;
  private static final double ROW = 1e-6;
  private static final double OPERATION = 1.5e-11;

  private final GrowthMeasurements measured =
      new GrowthMeasurements(
          2,
          GrowthPoint.all(1_000_000).stream().map(GrowthResultTest::trained).toList(),
          GrowthSampling.all(1_000_000).stream().map(GrowthResultTest::sampled).toList(),
          List.of(
              new LinearFit.Point(new double[] {1, 1e4}, 0.011),
              new LinearFit.Point(new double[] {1, 1e5}, 0.02),
              new LinearFit.Point(new double[] {1, 1e6}, 0.11)));

  private static GrowthPoint.Measured trained(GrowthPoint point) {
    double rows = point.rowsPerReplica();
    double parameters = point.parameters();
    double replica = 1e-4 + rows * (ROW + OPERATION * point.size().step());
    double outside =
        ROUND
            + TASK * point.replicas()
            + DRIVER_PARAMETER * parameters
            + REPLICA_PARAMETER * parameters * point.replicas()
            + (point.bySegments() ? STAGE : 0);
    return new GrowthPoint.Measured(point, replica, outside, 1);
  }

  private static GrowthSampling.Measured sampled(GrowthSampling point) {
    double passes = point.count() * point.evaluations() / 2;
    return new GrowthSampling.Measured(
        point,
        0.3
            + 1e-7 * point.count() * point.size().dimension()
            + passes * (5e-7 + 1e-11 * point.size().forward()));
  }

  @Test
  void theConstantsAreFound() {
    assertThat(measured.cost().round()).isCloseTo(ROUND, within(1e-8));
    assertThat(measured.cost().task()).isCloseTo(TASK, within(1e-8));
    assertThat(measured.cost().stage()).isCloseTo(STAGE, within(1e-8));
    assertThat(measured.cost().driverParameter()).isCloseTo(DRIVER_PARAMETER, within(1e-13));
    assertThat(measured.cost().replicaParameter()).isCloseTo(REPLICA_PARAMETER, within(1e-13));
    assertThat(measured.cost().checkpoint()).isCloseTo(0.01, within(1e-8));
    Size size = new Size(16, 512);
    assertThat(measured.rowSeconds(size)).isCloseTo(ROW + OPERATION * size.step(), within(1e-10));
    assertThat(measured.sampling().worst()).isLessThan(1e-6);
  }

  /** Two executors, no stragglers: a round's terms by hand. */
  @Test
  void theForecastIsTheModelsSum() {
    Size size = new Size(2, 128);
    double n = size.spec().parameters();
    Outlook outlook = new GrowthForecast(measured).outlook(size, 2, 256, Stragglers.none());
    double replica = 256 * 128 * measured.rowSeconds(size);
    double network = 12 * n / 1.25e9; // a vector's time on a link: one block, one level deep
    double round =
        ROUND
            + DRIVER_PARAMETER * n
            + 2 * TASK
            + replica
            + network // the last one's way back; the broadcast is there before the launch
            + 2 * REPLICA_PARAMETER * n
            + (0.01 + 1e-7 * n) / 10; // a checkpoint every tenth round
    assertThat(outlook.parts().seconds()).isCloseTo(round, within(1e-6));
    assertThat(outlook.inSteps()).isCloseTo(replica / round, within(1e-5));
    assertThat(outlook.rowsPerSecond()).isCloseTo(2 * 256 * 128 / round, within(1.0));
  }

  /** Launching alone takes R·task: beyond it, more executors give nothing. */
  @Test
  void doublingPaysAsLongAsLaunchingIsShort() {
    GrowthForecast forecast = new GrowthForecast(measured);
    Size size = new Size(2, 128);
    int few = forecast.paysUpTo(size, 64);
    int many = forecast.paysUpTo(size, 4096);
    assertThat(few).isBetween(2, 64);
    assertThat(many).isGreaterThan(4 * few);
  }

  @Test
  void everyMeasurementIsInTheTables() {
    GrowthResult result = GrowthResult.of(measured);
    assertThat(result.markdown().lines().filter(line -> line.startsWith("| minibatches")).count())
        .isEqualTo(6);
    assertThat(result.markdown()).contains("rows of the table | 1,000,000", "1,000 executors");
    assertThat(result.chart()).startsWith("<svg").contains("3×512, d = 16").doesNotContain("NaN");
  }
}
