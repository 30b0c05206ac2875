package io.ncsn.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.Measure;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.ModelTable;
import io.ncsn.data.shard.PartedRows;
import io.ncsn.evaluate.mixed.ColumnDrift;
import io.ncsn.evaluate.mixed.Drift;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift of tables from those that small models were trained on. */
class DriftCheckTest {
  private static final String NUMBERS =
      "select id * 3 %% 37 / 7.0d + %s as x, id * 5 %% 41 / 4.0d as y from range(211)";
  private static final String MIXED =
      "select id * 3 %% 37 / 7.0d as x, element_at(array('p', 'q', %s), int(id %% 3) + 1) as c from range(211)";

  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;

  @Test
  void aCopyOfTheTrainingTableHasNotDrifted() {
    TrainedModel model = train(write("old", NUMBERS.formatted("0")));
    Drift drift = drift(model, write("new", NUMBERS.formatted("0")), "old");
    assertThat(drift.columns()).extracting(ColumnDrift::distance).containsOnly(0.0);
    assertThat(drift.metric(Measure.DRIFT_P_VALUE).value()).isGreaterThan(0.01);
    assertThat(drift.rowsBefore()).isEqualTo(211);
    assertThat(drift.density().rowsNow()).isEqualTo(211);
  }

  @Test
  void movedRowsAreLessProbable() {
    TrainedModel model = train(write("old", NUMBERS.formatted("0")));
    String moved = write("new", NUMBERS.formatted("5"));
    Drift drift = drift(model, moved, "old");
    assertThat(drift.columns().get(0).distance())
        .as("of 37 values 1/7 apart, 35 are below the least that moved by 5")
        .isCloseTo(35 / 37.0, within(0.01));
    assertThat(drift.columns().get(1).distance()).isZero();
    ModelDensities densities = model.densities(settings(moved).settings().likelihood());
    double now = mean(densities.rows(spark.read().parquet(moved), List.of()));
    double before = mean(densities.ofArrays(heldOut(model, "old")));
    assertThat(drift.metric(Measure.LOG_DENSITY_SHIFT).value())
        .isCloseTo(now - before, within(1e-9))
        .isNegative();
    assertThat(drift.metric(Measure.DRIFT_P_VALUE).value()).isLessThan(1e-9);
  }

  @Test
  void levelsThatTheModelLacksAreDrift() {
    TrainedModel model = train(write("old", MIXED.formatted("'r'")));
    Drift drift = drift(model, write("new", MIXED.formatted("'s'")), "old");
    assertThat(drift.columns().get(0).distance()).isZero();
    assertThat(drift.columns().get(1).distance()).isCloseTo(70 / 211.0, within(1e-12));
    assertThat(drift.density().noneNow()).isEqualTo(70 / 211.0);
    assertThat(drift.density().noneBefore()).isZero();
  }

  @Test
  void aTableThatTheModelWasNotTrainedOnIsRefused() {
    TrainedModel model = train(write("old", NUMBERS.formatted("0")));
    write("other", NUMBERS.formatted("0").replace("211", "199"));
    String table = write("new", NUMBERS.formatted("1"));
    assertThatThrownBy(() -> drift(model, table, "other"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the model was trained on");
  }

  private Dataset<Row> heldOut(TrainedModel model, String name) {
    return PartedRows.of(
            ModelTable.open(
                spark,
                settings(place(name)).settings().data(),
                model.description().codec(),
                List.of()),
            model.description().codec(),
            0,
            0.1)
        .holdout();
  }

  private static double mean(Dataset<Row> densities) {
    return densities.agg(avg(col("log_density"))).first().getDouble(0);
  }

  private Drift drift(TrainedModel model, String table, String reference) {
    return new DriftCheck(spark, model, settings(table).settings()).from(place(reference));
  }

  private String place(String name) {
    return folder.resolve(name).toString();
  }

  private String write(String name, String query) {
    spark.sql(query).write().parquet(place(name));
    return place(name);
  }

  private TrainedModel train(String table) {
    Training training = Training.of(settings(table));
    return training.on(spark, training.prepare(spark, place("work")), place("model")).model();
  }

  private static EffectiveSettings settings(String table) {
    List<SettingOverride> all =
        Stream.of(
                "data.input=" + table,
                "train.max-rounds=2",
                "train.averaging-frequency=3",
                "train.batch-size=16",
                "network.hidden=5",
                "noise.levels=7")
            .map(SettingOverride::parse)
            .toList();
    return new SettingsReader(file -> "").read(Optional.empty(), all, Set.of());
  }
}
