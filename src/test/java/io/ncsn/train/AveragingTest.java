package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.testing.LocalSpark;
import io.ncsn.train.TrainSettings.OuterStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Means, outer steps and moving averages against their formulas. */
class AveragingTest {
  @Test
  void replicasAreAveragedByTheRowsTheySaw() {
    WeightedMean mean = new WeightedMean(2);
    mean.add(new float[] {1, 10}, 1);
    mean.add(new float[] {4, -2}, 3);
    assertThat(mean.mean()).containsExactly(13f / 4, 4f / 4);
  }

  /** More than one segment, more replicas than tasks run at once, in reverse order of arrival. */
  @ParameterizedTest
  @CsvSource({"3, 700000", "41, 150001"})
  void segmentsAndDriverGiveTheSameBits(int count, int parameters) {
    assertThat(Segments.count(3 * parameters, count)).isGreaterThan(1);
    List<ReplicaResult> results = new ArrayList<>();
    for (int replica = 0; replica < count; replica++) {
      float[] values = new float[3 * parameters];
      Streams.fillNormal(Streams.of(3, Purpose.EVALUATION, replica), values, values.length);
      float[] head = Arrays.copyOf(values, parameters);
      float[] tail = Arrays.copyOfRange(values, parameters, values.length);
      var report = new ReplicaReport(replica, 100 + replica, 1.5 * replica, -1, 0.2, 0.1);
      results.add(new ReplicaResult(report, new FloatVector(head), new FloatVector(tail)));
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    JavaRDD<ReplicaResult> replicas = spark.parallelize(results, count);
    ReplicaMean driver = new DriverReducer().reduce(replicas.rdd());
    ReplicaMean segments = new SegmentReducer(parameters).reduce(replicas.rdd());
    assertThat(segments.parameters()).isEqualTo(driver.parameters());
    assertThat(segments.updaterState()).isEqualTo(driver.updaterState());
    assertThat(segments.reports()).isEqualTo(driver.reports());
    double expected = 0;
    double rows = results.stream().mapToLong(result -> result.report().rows()).sum();
    for (ReplicaResult result : results) {
      expected += result.parameters().values()[5] * result.report().rows() / rows;
    }
    assertThat((double) driver.parameters()[5]).isCloseTo(expected, within(1e-6));
  }

  /** Two steps of v ← μv + Δ, θ ← θ − η(μv + Δ) by hand. */
  @Test
  void nesterovFollowsItsRecursion() {
    TrainSettings settings =
        TrainRuns.settings().outer(OuterStep.NESTEROV).outerRates(0.5, 0.8).build();
    OuterOptimiser outer = new OuterOptimiser(settings, new float[1]);
    float first = outer.apply(new float[] {10}, new float[] {8})[0];
    assertThat(first).isEqualTo(10 - 0.5f * (0.8f * 2 + 2));
    float velocity = 0.8f * 2 + (first - 7);
    float second = outer.apply(new float[] {first}, new float[] {7})[0];
    assertThat(second).isCloseTo(first - 0.5f * (0.8f * velocity + (first - 7)), within(1e-6f));
  }

  @Test
  void plainAveragingTakesTheMeanAsItIs() {
    float[] mean = {8};
    TrainSettings settings = TrainRuns.settings().build();
    assertThat(new OuterOptimiser(settings, new float[1]).apply(new float[] {10}, mean))
        .isSameAs(mean);
  }

  /**
   * After many rounds at a constant the average is the constant; one round moves it by 1 − decay^H.
   */
  @Test
  void oneUpdateStandsForAsManyMinibatchesAsTheRoundHad() {
    MovingAverage average = new MovingAverage(0.99, new float[] {0});
    average.update(new float[] {1}, 20, 1_000_000);
    assertThat((double) average.values()[0]).isCloseTo(1 - Math.pow(0.99, 20), within(1e-6));
  }

  @Test
  void aYoungAverageForgetsWhereTrainingBegan() {
    MovingAverage average = new MovingAverage(0.999999, new float[] {100});
    for (int round = 1; round <= 200; round++) {
      average.update(new float[] {1}, 1, round);
    }
    assertThat(average.values()[0]).isCloseTo(1f, within(1e-3f));
  }

  @Test
  void theLearningRateWarmsUpAndThenFollowsTheCosine() {
    StepSettings steps = StepSettings.of(TrainRuns.settings().build(), TrainRuns.SPEC);
    assertThat(steps.learningRateAt(0, 0)).isCloseTo(1e-3 / 10, within(1e-12));
    assertThat(steps.learningRateAt(9, 0)).isCloseTo(1e-3, within(1e-12));
    assertThat(steps.learningRateAt(500, 0.5)).isCloseTo(5e-4, within(1e-12));
    assertThat(steps.learningRateAt(500, 1)).isCloseTo(0, within(1e-12));
  }
}
