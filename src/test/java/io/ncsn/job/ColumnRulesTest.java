package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * mostlyai#594: what is never together in training rows hardly comes together in samples, even
 * where no rules are looked for.
 */
class ColumnRulesTest {
  @TempDir private Path folder;

  /** The grade says the school, and a minor has no job. Independent columns break both in 64 %. */
  @Test
  void pairsThatExcludeEachOtherStayApart() {
    Dataset<Row> table =
        LocalSpark.session()
            .range(0, 3001, 1, 2)
            .selectExpr("cast(id * 7 % 13 as int) as grade", "id % 31 < 12 as minor", "id")
            .selectExpr(
                "grade",
                "concat('school ', string(grade div 5)) as school",
                "minor",
                "if(minor, null, concat('job ', string(id % 3))) as job");
    EffectiveSettings settings =
        ShortTraining.settings(
            "data.seed=5",
            "data.rules=none",
            "network.hidden=41",
            "train.max-seconds=none",
            "train.max-rounds=2",
            "train.averaging-frequency=1201",
            "train.replicas=1",
            "train.learning-rate=5e-3",
            "train.warm-up=20",
            "sample.count=2003");
    Dataset<Row> samples =
        Training.of(settings)
            .on(table, folder.toString())
            .model()
            .sampler(settings.settings().sample())
            .rows();

    assertThat(
            samples
                .where("school <> concat('school ', string(grade div 5)) or minor <> (job is null)")
                .count())
        .isLessThan(41);
  }
}
