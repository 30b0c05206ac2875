package io.ncsn.job;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table whose joint distribution is known. Category {@code a} is x with probability .7 or y;
 * {@code b} is u with probability .9 in rows of x and .25 in rows of y, else v; the number {@code
 * n} is N(mean, 1), with mean 3 in rows of x and −3 in rows of y, one less in rows of v. The rows
 * are spread evenly over these distributions, so their frequencies are exact but for rounding.
 */
final class KnownJoint {
  static final int ROWS = 6007;

  private KnownJoint() {}

  /** Trains a model for some seconds, with further settings. */
  static TrainedModel trained(String directory, String... further) {
    return Training.of(settings(further)).on(table(), directory).model();
  }

  /** Settings of the training and of samples, with further ones. */
  static EffectiveSettings settings(String... further) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.scale=quantile",
                "data.seed=5",
                "network.hidden=37,29",
                "train.max-seconds=none",
                "train.max-rounds=9",
                "train.averaging-frequency=700",
                "train.replicas=1",
                "train.batch-size=128",
                "train.learning-rate=5e-3",
                "train.warm-up=20",
                "sample.count=3001",
                "sample.sampler=ode-heun",
                "sample.steps=12"));
    all.addAll(List.of(further));
    return ShortTraining.settings(all.toArray(String[]::new));
  }

  static Dataset<Row> table() {
    return table(ROWS, 3).drop("id");
  }

  /** Returns the first rows, with their numbers as {@code id}. */
  static Dataset<Row> table(int rows, int partitions) {
    return LocalSpark.session()
        .range(0, rows, 1, partitions)
        .selectExpr(
            "pmod(id * 0.6180339887498949D, 1) as q",
            "pmod(id * 0.7548776662466927D, 1) as r",
            "pmod(id * 0.5698402909980532D, 1) as t",
            "id")
        .selectExpr(
            "id",
            "if(q < 0.7, 'x', 'y') as a",
            "r",
            "sqrt(-2 * ln(1 - 0.99999 * t)) * cos(2 * pi() * pmod(id * 0.8191725133961645D, 1)) as z")
        .selectExpr("a", "if(r < if(a = 'x', 0.9, 0.25), 'u', 'v') as b", "z", "id")
        .selectExpr(
            "if(id % 101 = 7, null, a) as a",
            "b",
            "round(if(a = 'x', 3, -3) - if(b = 'v', 1, 0) + z, 3) as n",
            "cast(id % 13 = 0 as boolean) as c",
            "id");
  }
}
