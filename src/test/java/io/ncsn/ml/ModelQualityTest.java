package io.ncsn.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.DataException;
import io.ncsn.job.SampleEvaluation;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model says of its samples beside a table. */
class ModelQualityTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;
  private static Dataset<Row> table;
  private static NoiseConditionalScoreNetworkModel model;

  @BeforeAll
  static void fit() {
    table =
        SPARK
            .range(0, 401, 1, 2)
            .selectExpr("id", "if(id % 3 = 0, 'a', 'b') as kind", "sin(id) * 4 as x");
    model =
        new NoiseConditionalScoreNetwork()
            .setInputCols(new String[] {"kind", "x"})
            .setMaxRounds(2)
            .setSettings(Map.of("network.hidden", "[7]", "sample.count", "307"))
            .fit(table);
  }

  @Test
  void theMetricsAreThoseOfTheLibrary() {
    Object before = SPARK.sparkContext().getPersistentRDDs().keySet();

    ModelQuality quality = model.evaluate(table, 11);

    assertThat(SPARK.sparkContext().getPersistentRDDs().keySet()).isEqualTo(before);
    EffectiveSettings settings =
        new SettingsReader(location -> "")
            .read(
                Optional.empty(),
                List.of(
                    SettingOverride.parse("data.scale=quantile"),
                    SettingOverride.parse("data.columns=kind,x")),
                Set.of());
    var expected =
        new SampleEvaluation(SPARK, settings)
            .measure(model.sample(307, 11), table, folder.resolve("work").toString());
    assertThat(quality.names())
        .contains("shape", "trend")
        .isEqualTo(expected.result().metrics().stream().map(m -> m.key()).toArray(String[]::new));
    assertThat(quality.values())
        .isEqualTo(expected.result().metrics().stream().mapToDouble(m -> m.value()).toArray());
    int shape = List.of(quality.names()).indexOf("shape");
    assertThat(quality.metric("shape")).isEqualTo(quality.values()[shape]).isBetween(0.0, 1.0);
    assertThat(quality.floors()[shape]).isBetween(0.0, 1.0);
    assertThat(quality.report()).startsWith("<!DOCTYPE html>").contains("kind");
    assertThat(quality.warnings()).isEqualTo(expected.warnings());
    assertThat(model.evaluate(table.limit(61), 11).warnings())
        .anyMatch(warning -> warning.contains("rows are held out (data.holdout)"));
    assertThat(quality).asString().contains("shape %.4f (".formatted(quality.metric("shape")));
  }

  @Test
  void mistakesAreSaid() {
    assertThatThrownBy(() -> model.evaluate(table.drop("x"), 11))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot find column 'x' of data.columns: found 'id', 'kind'");
    assertThatThrownBy(
            () ->
                new NoiseConditionalScoreNetworkModel("m", model.checkpoint(), model.summary())
                    .setSetting("evaluate.rows", "0")
                    .evaluate(table))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("settings: Cannot set evaluate.rows to '0': need ");
    assertThatThrownBy(() -> model.evaluate(table, 11).metric("shapes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot find metric shapes; there are shape, ");
  }
}
