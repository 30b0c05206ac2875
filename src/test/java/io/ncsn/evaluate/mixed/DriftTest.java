package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.EvaluateSettings.Features;
import io.ncsn.config.FeatureSource;
import io.ncsn.config.Measure;
import io.ncsn.testing.LocalSpark;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Drift of tables whose distances are known. */
class DriftTest {
  private static final EvaluateSettings SETTINGS =
      new EvaluateSettings(
          OptionalInt.empty(),
          11,
          5,
          new FeatureSource(Features.AUTO, Optional.empty()),
          Optional.empty());
  private static final DensityDrift STILL = DensityDrift.of(densities(0), densities(0));

  /** Whole numbers moved by {@code shift}; 1 of 7 levels renamed if {@code level} is not 'g'. */
  private static Dataset<Row> table(int rows, int shift, String level, int nulls) {
    return LocalSpark.session()
        .sql(
            """
            select double(id + %d) as `x.y`,
              element_at(array('a', 'b', 'c', 'd', 'e', 'f', '%s'), int(id %% 7) + 1) as c,
              if(id < %d, null, double(id)) as n
            from range(%d)"""
                .formatted(shift, level, nulls, rows));
  }

  @Test
  void aTableDoesNotDriftFromItself() {
    Dataset<Row> table = table(700, 0, "g", 0);
    Drift drift = Drift.of(table, table.repartition(3), STILL, SETTINGS);
    assertThat(drift.columns()).extracting(ColumnDrift::distance).containsOnly(0.0);
    assertThat(drift.columns()).extracting(ColumnDrift::pValue).containsOnly(1.0);
    assertThat(drift.metric(Measure.DRIFT_P_VALUE).value()).isEqualTo(1);
    assertThat(drift.metric(Measure.LOG_DENSITY_SHIFT).value()).isZero();
    assertThat(drift.rowsNow()).isEqualTo(700);
  }

  @Test
  void eachColumnHasItsDistance() {
    Drift drift = Drift.of(table(700, 0, "g", 0), table(700, 91, "h", 70), STILL, SETTINGS);
    ColumnDrift moved = drift.columns().get(0);
    assertThat(moved.column()).isEqualTo(MixedColumn.number("x.y"));
    assertThat(moved.distance()).isCloseTo(0.13, within(1e-12));
    assertThat(moved.pValue()).isEqualTo(PValues.kolmogorovSmirnov(0.13, 700, 700));
    ColumnDrift renamed = drift.columns().get(1);
    assertThat(renamed.distance()).isCloseTo(1 / 7.0, within(1e-12));
    assertThat(renamed.pValue())
        .isEqualTo(
            PValues.homogeneity(
                new long[] {100, 100, 100, 100, 100, 100, 100, 0},
                new long[] {100, 100, 100, 100, 100, 100, 0, 100}));
    ColumnDrift emptied = drift.columns().get(2);
    assertThat(emptied.nullsBefore()).isZero();
    assertThat(emptied.nullsNow()).isEqualTo(0.1);
    assertThat(emptied.distance()).isCloseTo(0.1, within(1e-12));
    double ofNulls = PValues.homogeneity(new long[] {0, 700}, new long[] {70, 630});
    assertThat(emptied.pValue()).isEqualTo(2 * ofNulls);
    assertThat(drift.metric(Measure.DRIFT_SHAPE).value())
        .isCloseTo((0.13 + 1 / 7.0 + 0.1) / 3, within(1e-12));
    assertThat(drift.metric(Measure.DRIFT_SHAPE_MAX).value()).isCloseTo(1 / 7.0, within(1e-12));
    assertThat(drift.metric(Measure.DRIFT_P_VALUE).value())
        .isEqualTo(4 * Math.min(renamed.pValue(), emptied.pValue()));
  }

  @Test
  void rowsWithoutALogDensityAreTheLeastProbable() {
    double[] now = densities(3);
    IntStream.range(0, 50).forEach(i -> now[i] = Double.NEGATIVE_INFINITY);
    DensityDrift drift = DensityDrift.of(densities(0), now);
    assertThat(drift.noneBefore()).isZero();
    assertThat(drift.noneNow()).isEqualTo(0.25);
    assertThat(drift.before()).isCloseTo(99.5, within(1e-9));
    assertThat(drift.now()).as("rows 50 to 199, moved by 3").isCloseTo(127.5, within(1e-9));
    assertThat(drift.distance()).isCloseTo(0.25, within(1e-12));
    assertThat(drift.pValue()).isEqualTo(PValues.kolmogorovSmirnov(0.25, 200, 200));
  }

  private static double[] densities(int shift) {
    return IntStream.range(0, 200).mapToDouble(i -> i + shift).toArray();
  }
}
