package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A table of columns of many kinds, and settings that train a small model of it. */
final class MixedTable {
  private static final List<String> SETTINGS =
      List.of(
          "data.scale=quantile",
          "data.seed=5",
          "network.hidden=19,13",
          "train.max-seconds=none",
          "train.max-rounds=2",
          "train.averaging-frequency=7",
          "train.replicas=2",
          "sample.count=1201",
          "sample.sampler=ode-heun",
          "sample.steps=7");

  private MixedTable() {}

  static Dataset<Row> table() {
    return LocalSpark.session()
        .range(0, 2003, 1, 3)
        .selectExpr(
            "if(id % 11 = 0, null, array('a', 'b', 'ü, \"x\"')[cast(id % 3 as int)]) as text",
            "cast(id % 7 = 0 as boolean) as yes",
            "if(id % 3 = 0, 0, cast(id * 17 % 401 as int)) as often_zero",
            "cast(id % 997 / 100.0 as decimal(9,2)) as cents",
            "date_add(date '2019-02-27', cast(id * 7 % 1201 as int)) as day",
            "if(id % 5 = 0, null, sin(id) * 40) as number",
            "'same' as constant",
            "id + 7 as sequence",
            "format_string('P%05d', id) as key",
            "md5(cast(id as string)) as digest",
            "concat('row ', cast(id * id as string)) as formless");
  }

  /** Returns samples of a model. */
  static Dataset<Row> rows(TrainedModel from, String... further) {
    return from.sampler(settings(further).settings().sample()).rows();
  }

  static List<String> sorted(Dataset<Row> rows) {
    return rows.orderBy("sample_id").toJSON().collectAsList();
  }

  static EffectiveSettings settings(String... further) {
    List<String> all = new ArrayList<>(SETTINGS);
    for (String setting : further) {
      if (setting.startsWith("train.objective")) {
        all.removeIf(given -> given.startsWith("sample.s"));
      }
      all.add(setting);
    }
    return ShortTraining.settings(all.toArray(String[]::new));
  }

  /** Returns the correction of samples that a model has; null if it has none. */
  static float[] calibration(TrainedModel of) {
    return of.checkpoint().vectors().get(Checkpoint.CALIBRATION);
  }
}
