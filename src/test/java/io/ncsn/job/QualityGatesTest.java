package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.Gate;
import io.ncsn.config.Gate.Relation;
import io.ncsn.config.Measure;
import io.ncsn.config.RequireSettings;
import io.ncsn.evaluate.GateResult;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityGatesTest {
  @ParameterizedTest
  @CsvSource({
    "AT_MOST,  0.1, true",
    "BELOW,    0.1, false",
    "AT_LEAST, 0.1, true",
    "ABOVE,    0.1, false",
    "AT_MOST,  0.09999999999999999, false",
    "BELOW,    0.10000000000000002, true",
    "AT_LEAST, 0.10000000000000002, false",
    "ABOVE,    0.09999999999999999, true"
  })
  void aBoundIsKeptToTheLastBit(Relation relation, double bound, boolean met) {
    var gate = new Gate(Measure.SHAPE, relation, bound);
    assertThat(gates(Double.NaN, List.of(gate), metric(Measure.SHAPE, 0.1)).areMet())
        .isEqualTo(met);
  }

  @Test
  void whatWasNotMeasuredMeetsNoGate() {
    var trend = new Gate(Measure.TREND, Relation.AT_LEAST, -1e300);
    var shape = new Gate(Measure.SHAPE, Relation.AT_MOST, 1e300);
    var loss = new Gate(Measure.HOLDOUT_LOSS, Relation.AT_MOST, 1e300);
    QualityGates gates =
        gates(
            Double.POSITIVE_INFINITY,
            List.of(trend, shape, loss),
            metric(Measure.SHAPE, Double.NaN));
    assertThat(gates.missed().stream().map(GateResult::sentence))
        .containsExactly(
            "trend was not measured, required >= -1.0E300",
            "shape was not measured, required <= 1.0E300",
            "holdout-loss was not measured, required <= 1.0E300");
  }

  @Test
  void eachGateIsHeldAgainstItsOwnFigure() {
    var nearest = new Gate(Measure.ONE_NN_ACCURACY, Relation.AT_MOST, 0.6);
    var loss = new Gate(Measure.HOLDOUT_LOSS, Relation.BELOW, 3);
    QualityGates gates =
        gates(
            2.5,
            List.of(nearest, loss),
            metric(Measure.ONE_NN_ACCURACY, 0.75),
            metric(Measure.KS_MAX, 0.125));
    assertThat(gates.missed().stream().map(GateResult::sentence))
        .containsExactly("one-nn-accuracy is 0.75, required <= 0.6");
    assertThat(gates.facts())
        .containsEntry("require.met", false)
        .containsEntry(
            "require.gates",
            List.of(
                Map.of(
                    "metric", "one-nn-accuracy", "required", "<= 0.6", "value", 0.75, "met", false),
                Map.of("metric", "holdout-loss", "required", "< 3.0", "value", 2.5, "met", true)));
  }

  @Test
  void withoutGatesNothingIsRecorded() {
    assertThat(gates(1, List.of()).facts()).isEmpty();
    assertThat(gates(1, List.of()).areMet()).isTrue();
  }

  @Test
  void everyMetricOfTheReportMayBeBounded() {
    assertThat(Arrays.stream(Measure.values()).filter(Measure::isRequirable))
        .containsAll(Arrays.stream(Measure.values()).filter(m -> !m.meaning().isEmpty()).toList())
        .contains(Measure.HOLDOUT_LOSS)
        .doesNotContain(Measure.FISHER, Measure.TRAIN_SECONDS);
  }

  private static QualityGates gates(double holdoutLoss, List<Gate> gates, Metric... metrics) {
    return QualityGates.of(
        new RequireSettings(gates), Optional.of(new Figures(List.of(metrics))), holdoutLoss);
  }

  private static Metric metric(Measure measure, double value) {
    return new Metric(measure, value, OptionalDouble.of(1));
  }

  private record Figures(List<Metric> metrics) implements Measurement {
    @Override
    public String toJson() {
      return "{}";
    }
  }
}
