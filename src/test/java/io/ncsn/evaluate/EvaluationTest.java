package io.ncsn.evaluate;

import static io.ncsn.evaluate.Tables.gaussian;
import static io.ncsn.evaluate.Tables.grid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final EvaluateSettings SETTINGS = new EvaluateSettings(4000, 64, 5);

  @Test
  void shiftedUniformsAreTheShiftApart() {
    EvaluationResult result =
        evaluate(Scale.NONE, grid(1000, x -> x), grid(1000, x -> x + 0.3), null);

    assertThat(result.metric(Measure.KS_MAX).value()).isCloseTo(0.3, within(1.001 / 1000));
    assertThat(result.metric(Measure.SLICED_WASSERSTEIN).value()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void slicedWassersteinOfShiftedGaussiansIsTheShiftOverRootDimension() {
    Matrix first = gaussian(4000, 1, 0, 0, 0);
    Matrix second = gaussian(4000, 2, 1, 2, 2);

    double distance =
        evaluate(Scale.NONE, first, second, null).metric(Measure.SLICED_WASSERSTEIN).value();

    // (w·μ)² has mean ‖μ‖²/d = 3; over 64 directions its standard error is 9·√(4/45/64) = 0.34.
    assertThat(distance * distance).isCloseTo(3, within(4 * 0.34));
  }

  @Test
  void unitsAreStandardDeviationsOfTheReference() {
    double shift = 0.3;
    double deviation = 10 * Math.sqrt((1 - 1e-6) / 12); // of the midpoints of 1000 cells of [0, 10]
    for (Scale scale : List.of(Scale.COLUMN, Scale.GLOBAL)) {
      EvaluationResult result =
          evaluate(scale, grid(1000, x -> 10 * x), grid(1000, x -> 10 * x + shift), null);
      assertThat(result.metric(Measure.SLICED_WASSERSTEIN).value())
          .isCloseTo(shift / deviation, within(1e-9));
    }
  }

  @Test
  void floorsAreTheTrainingRowsFigures() {
    Matrix reference = gaussian(600, 1, 0, 0);
    Matrix samples = gaussian(600, 2, 1, 0);
    Matrix training = gaussian(600, 3, 0, 0);

    EvaluationResult judged = evaluate(Scale.COLUMN, reference, samples, training);
    EvaluationResult floor = evaluate(Scale.COLUMN, reference, training, null);

    for (Metric metric : floor.metrics()) {
      assertThat(judged.metric(metric.measure()).floor()).hasValue(metric.value());
      assertThat(metric.floor()).isEmpty();
    }
    assertThat(judged.columns().get(1).ksFloor()).hasValue(floor.columns().get(1).ks());
  }

  @Test
  void oppositeCorrelationsDifferByTwoOffTheDiagonal() {
    Matrix same = pairs(x -> x);
    Matrix opposite = pairs(x -> -x);

    EvaluationResult result = evaluate(Scale.COLUMN, same, opposite, null);

    assertThat(result.metric(Measure.CORRELATION_DIFFERENCE).value())
        .isCloseTo((0 + 2 + 2 + 0) / 4.0, within(1e-12));
    assertThat(result.correlations().orElseThrow().sampled()[0][1]).isCloseTo(-1, within(1e-12));
  }

  @Test
  void copiesOfTrainingRowsShowAsDistanceZero() {
    Matrix training = grid(500, x -> 500 * x);
    Matrix heldOut = grid(500, x -> 500 * x + 0.25);

    EvaluationResult result = evaluate(Scale.NONE, heldOut, training, training);

    assertThat(result.metric(Measure.CLOSEST_TRAINING_ROW_MEDIAN).value()).isZero();
    assertThat(result.metric(Measure.CLOSEST_TRAINING_ROW_MEDIAN).floor()).hasValue(0.25);
    assertThat(result.metric(Measure.CLOSEST_TRAINING_ROW_1PCT).floor()).hasValue(0.25);
  }

  @Test
  void constantColumnsAreComparedButNotCorrelated() {
    double[] values = gaussian(300, 1, 0, 0, 0).values().clone();
    for (int i = 0; i < 300; i++) {
      values[3 * i + 1] = 7;
    }
    Matrix reference = new Matrix(300, 3, values);

    EvaluationResult result = evaluate(Scale.COLUMN, reference, gaussian(300, 2, 0, 7, 0), null);

    assertThat(result.correlations().orElseThrow().columns()).containsExactly("c0", "c2");
    Histogram constant = result.columns().get(1).histogram();
    assertThat(Arrays.stream(constant.real()).filter(share -> share > 0)).containsExactly(1.0);
    assertThat(Arrays.stream(constant.sampled()).filter(share -> share > 0)).hasSizeGreaterThan(10);
    assertThat(result.metrics()).allSatisfy(metric -> assertThat(metric.value()).isFinite());
  }

  /** A pixel that is always 0, and samples of it that are not: the bins show both. */
  @Test
  void binsOfWholeNumbersReachAsFarAsTheSamplesDo() {
    double[] samples = new double[300];
    for (int i = 0; i < 300; i++) {
      samples[i] = i % 3 - 1;
    }

    Histogram found = MarginalBins.histogram(new double[300], samples);

    assertThat(found.edges()).containsExactly(-1.5, -0.5, 0.5, 1.5);
    assertThat(found.real()).containsExactly(0, 1, 0);
    assertThat(found.sampled()).containsExactly(100 / 300.0, 100 / 300.0, 100 / 300.0);
  }

  @Test
  void jsonHoldsEveryFigure() throws Exception {
    EvaluationResult result =
        evaluate(Scale.COLUMN, grid(50, x -> x), grid(50, x -> x * x), grid(40, x -> x));

    JsonNode json = new ObjectMapper().readTree(result.toJson());

    assertThat(json.at("/metrics/0/key").asText()).isEqualTo("sliced-wasserstein");
    assertThat(json.at("/metrics/0/value").asDouble()).isEqualTo(result.metrics().get(0).value());
    assertThat(json.at("/metrics/0/floor").asDouble())
        .isEqualTo(result.metrics().get(0).floor().orElseThrow());
    assertThat(json.at("/columns/0/histogram/real")).hasSize(30);
    assertThat(json.at("/correlations").isNull()).isTrue();
    assertThat(json.at("/counts/non-finite-samples").asInt()).isZero();
  }

  @Test
  void tablesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> evaluate(Scale.COLUMN, grid(50, x -> x), gaussian(50, 1, 0, 0), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samples have 2 columns, the evaluation 1");
    assertThatThrownBy(() -> evaluate(Scale.COLUMN, grid(50, x -> x), grid(1, x -> x), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found 1 finite samples");
  }

  private static Matrix pairs(java.util.function.DoubleUnaryOperator second) {
    double[] values =
        IntStream.range(0, 200)
            .mapToDouble(i -> i % 2 == 0 ? i : second.applyAsDouble(i - 1))
            .toArray();
    return new Matrix(100, 2, values);
  }

  private static EvaluationResult evaluate(
      Scale scale, Matrix reference, Matrix samples, Matrix training) {
    String[] names = new String[reference.columns()];
    Arrays.setAll(names, j -> "c" + j);
    return Evaluation.of(
        Tables.spark(),
        SETTINGS,
        scale,
        new EvaluationTables(
            List.of(names),
            GatheredRows.of(reference),
            GatheredRows.of(samples),
            Optional.ofNullable(training).map(GatheredRows::of)));
  }
}
