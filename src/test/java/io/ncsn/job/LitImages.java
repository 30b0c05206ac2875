package io.ncsn.job;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Images of 5 by 7 pixels beside a number, a truth value, a date that may be null, and a label. A
 * pixel is 50 + 100·light, 40 more in the half that is lit, 30 more in every second line if the
 * label is striped, and up to 5 beside that. The date is null where the left half is lit.
 */
final class LitImages {
  static final int WIDTH = 5;
  static final int HEIGHT = 7;
  static final int PIXELS = WIDTH * HEIGHT;

  private LitImages() {}

  /** Returns the mean of all pixels of an image. */
  static double brightness(double light, boolean left, String label) {
    return 50
        + 100 * light
        + 40 * (left ? 2 : 3) / 5.0
        + (label.equals("striped") ? 30 * 4 / 7.0 : 0);
  }

  /** Returns rows with their number as {@code id}; four of ten images are lit at the left. */
  static Dataset<Row> table(int rows, int partitions) {
    return LocalSpark.session()
        .range(0, rows, 1, partitions)
        .selectExpr(
            "id",
            "pmod(id * 0.7548776662466927D, 1) as light",
            "pmod(id * 0.6180339887498949D, 1) < 0.4 as left",
            "if(pmod(id * 0.5698402909980532D, 1) < 0.3, 'striped', 'plain') as label",
            "pmod(id * 0.3141592653589793D, 1) as share")
        .selectExpr(
            "light",
            "left",
            "transform(sequence(0, 34), p -> cast(round(50 + 100 * light"
                + " + if((p % 5 < 2) = left, 40, 0) + if(p % 10 < 5 and label = 'striped', 30, 0)"
                + " + 10 * (pmod(id * 0.8191725133961645D + p * 0.6710436067037893D, 1) - 0.5))"
                + " as smallint)) as image",
            "if(left, null, date_add(date'2020-01-01', cast(share * 300 as int))) as day",
            "label",
            "id");
  }

  static EffectiveSettings settings(String... further) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.image.width=" + WIDTH,
                "data.image.height=" + HEIGHT,
                "data.image.label=label",
                "network.architecture=unet",
                "network.unet.channels=[16,32]",
                "network.unet.blocks=[1,1]",
                "network.unet.attention=false",
                "train.max-seconds=none",
                "train.max-rounds=10",
                "train.averaging-frequency=100",
                "train.replicas=1",
                "train.batch-size=64",
                "train.learning-rate=4e-3",
                "train.warm-up=20",
                "train.observed=0.8"));
    all.addAll(Arrays.asList(further));
    return ShortTraining.settings(all.toArray(String[]::new));
  }

  /** Trains a model on 2,003 images. */
  static TrainedModel trained(String output) {
    return Training.of(settings()).on(table(2003, 3).drop("id"), output).model();
  }
}
