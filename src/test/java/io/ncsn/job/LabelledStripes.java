package io.ncsn.job;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Images of 5 by 3 pixels in two classes: bright at the left, or bright at the right. A pixel is
 * 188 or 68, and up to 20 beside that.
 */
final class LabelledStripes {
  static final int WIDTH = 5;
  static final int HEIGHT = 3;

  private LabelledStripes() {}

  /** Returns the mean of a pixel. */
  static double mean(String label, int pixel) {
    return (pixel % WIDTH < 2) == label.equals("left") ? 188 : 68;
  }

  /** Returns rows with their number as {@code id}; four of ten images are bright at the left. */
  static Dataset<Row> table(int rows, int partitions) {
    return LocalSpark.session()
        .range(0, rows, 1, partitions)
        .selectExpr("id", "if(pmod(id * 0.6180339887498949D, 1) < 0.4, 'left', 'right') as label")
        .selectExpr(
            "transform(sequence(0, 14), p -> cast(round(if((p % 5 < 2) = (label = 'left'), 188, 68)"
                + " + 40 * (pmod(id * 0.7548776662466927D + p * 0.5698402909980532D, 1) - 0.5))"
                + " as smallint)) as image",
            "label", "id");
  }

  static EffectiveSettings settings(String... further) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.image.width=" + WIDTH,
                "data.image.height=" + HEIGHT,
                "data.image.label=label",
                "network.architecture=unet",
                "network.unet.channels=16",
                "network.unet.blocks=1",
                "network.unet.attention=false",
                "train.max-seconds=none",
                "train.max-rounds=7",
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
