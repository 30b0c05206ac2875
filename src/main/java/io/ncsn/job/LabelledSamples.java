package io.ncsn.job;

import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.read.ModelTable;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.GatheredRows;
import io.ncsn.evaluate.LabelledImages;
import io.ncsn.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Samples that are images with labels, and the rows that they are held against.
 *
 * @param training gives the floors; empty: there are none
 */
record LabelledSamples(
    LabelledImages images,
    GatheredRows reference,
    GatheredRows samples,
    Optional<GatheredRows> training) {
  /** Returns whether a table's rows are an image and its label. */
  static boolean are(PreparedTable table) {
    return table.plan().isPresent() && column(table.codec()).isPresent();
  }

  private static Optional<ImageCodec> column(RowCodec codec) {
    return Optional.of(codec.columns().get(0))
        .filter(ImageCodec.class::isInstance)
        .map(ImageCodec.class::cast);
  }

  /** Gathers the rows of {@code samples} and of the shards of {@code table}. */
  static LabelledSamples of(
      Settings settings,
      PreparedTable table,
      Dataset<Row> samples,
      JavaRDD<Shard> reference,
      Optional<JavaRDD<Shard>> training) {
    ImageFormat format = settings.data().image().orElseThrow();
    LabelledImages images =
        new LabelledImages(format, column(table.codec()).orElseThrow(), settings.evaluate());
    return new LabelledSamples(
        images,
        images.gather(reference),
        images.gather(ModelTable.of(samples, table.codec(), List.of())),
        training.map(images::gather));
  }

  EvaluationResult measure(JavaSparkContext spark) {
    return images.measure(spark, reference, samples, training);
  }

  EvaluationTables tables() {
    return images.tables(reference, samples, training);
  }
}
