package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Levels of 1 % and 0.2 % of the rows keep their shares among 100,003 samples of the automatic
 * sampler within three standard errors, although a number tells most of what level a row has, and
 * the network has learnt this in part only: without calibration it draws about four fifths of them.
 */
class RareLevelsTest {
  private static final int ROWS = 20_011;
  private static final int SAMPLES = 100_003;

  @TempDir private Path folder;

  @Test
  void rareLevelsKeepTheirShares() {
    Dataset<Row> table =
        LocalSpark.session()
            .range(0, ROWS, 1, 3)
            .selectExpr(
                "case when id % 500 = 3 then 'rarest' when id % 100 = 7 then 'rare'"
                    + " when id % 2 = 0 then 'even' else 'odd' end as class",
                "randn(5) as noise")
            .selectExpr(
                "class",
                "round(noise + case class when 'rarest' then 3 when 'rare' then -2"
                    + " when 'odd' then 1 else 0 end, 3) as amount");
    TrainedModel model =
        Training.of(settings()).on(table, folder.resolve("trained").toString()).model();

    Map<String, Long> real = counts(table);
    Map<String, Long> drawn = counts(model.sampler(settings().settings().sample()).rows());

    assertThat(real).containsEntry("rarest", 41L).containsEntry("rare", 201L);
    real.forEach(
        (level, rows) -> {
          double share = (double) rows / ROWS;
          assertThat((double) drawn.getOrDefault(level, 0L))
              .as("%s of %s", level, drawn)
              .isCloseTo(SAMPLES * share, within(3 * Math.sqrt(SAMPLES * share * (1 - share))));
        });
  }

  private static Map<String, Long> counts(Dataset<Row> rows) {
    return rows.groupBy("class").count().collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private static EffectiveSettings settings() {
    return ShortTraining.settings(
        "data.scale=quantile",
        "data.seed=5",
        "data.holdout=0",
        "network.hidden=61",
        "train.batch-size=509",
        "train.max-seconds=none",
        "train.max-rounds=3",
        "train.averaging-frequency=67",
        "train.learning-rate=4e-3",
        "train.calibration-rows=150000",
        "sample.seed=11",
        "sample.count=" + SAMPLES);
  }
}
