package io.ncsn.job;

import io.ncsn.checkpoint.KeptClassifier;
import io.ncsn.config.EvaluateSettings.Features;
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
import io.ncsn.evaluate.LabelledImages.Learnt;
import io.ncsn.evaluate.LearntLabels;
import io.ncsn.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Samples that are images with labels or other columns, and the rows that they are held against.
 *
 * @param training gives the floors; empty: there are none
 * @param learnt the classifier that gives the images' features; empty: random convolutions do
 */
record LabelledSamples(
    LabelledImages images,
    GatheredRows reference,
    GatheredRows samples,
    Optional<GatheredRows> training,
    Optional<Learnt> learnt) {
  /** Returns whether a table's rows are images beside which other columns stand. */
  static boolean are(PreparedTable table) {
    return table.plan().isPresent() && column(table.codec()).isPresent();
  }

  /** Returns whether other columns than a label stand beside the images of a table. */
  static boolean haveColumns(PreparedTable table, Settings settings) {
    int alone = settings.data().image().flatMap(ImageFormat::label).isPresent() ? 2 : 1;
    return are(table) && table.codec().columns().size() > alone;
  }

  private static Optional<ImageCodec> column(RowCodec codec) {
    return Optional.of(codec.columns().get(0))
        .filter(ImageCodec.class::isInstance)
        .map(ImageCodec.class::cast);
  }

  /**
   * Gathers the rows of {@code samples} and of the shards of {@code table}, and trains the
   * classifier.
   *
   * @param kept keeps the classifier; empty: it is not kept
   */
  static LabelledSamples of(
      Settings settings,
      PreparedTable table,
      Dataset<Row> samples,
      JavaRDD<Shard> reference,
      Optional<JavaRDD<Shard>> training,
      Optional<KeptClassifier> kept) {
    ImageFormat format = settings.data().image().orElseThrow();
    ImageCodec codec = column(table.codec()).orElseThrow();
    LabelledImages images = new LabelledImages(format, codec, settings.evaluate());
    GatheredRows drawn = images.gather(ModelTable.of(samples, table.codec(), List.of()));
    if (settings.evaluate().features().features() == Features.RANDOM) {
      return new LabelledSamples(
          images, images.gather(reference), drawn, training.map(images::gather), Optional.empty());
    }
    Optional<GatheredRows> held = training.map(any -> images.gather(reference));
    LearntLabels rows =
        images.gatherToLearn(
            training.orElse(reference),
            held.map(found -> found.matrix().rows()).orElse(Integer.MAX_VALUE));
    Optional<Learnt> learnt =
        rows.suffice()
            ? Optional.of(
                ImageLabels.of(
                    format, codec, rows, table.fingerprint(), settings.evaluate().seed(), kept))
            : Optional.empty();
    return new LabelledSamples(
        images, held.orElse(rows.rows()), drawn, held.map(any -> rows.rows()), learnt);
  }

  /**
   * Gathers the rows of {@code samples} and of {@code reference}, shards of {@code table} of which
   * the classifier has learnt none.
   */
  static LabelledSamples by(
      ModelClassifier classifier,
      Settings settings,
      PreparedTable table,
      Dataset<Row> samples,
      JavaRDD<Shard> reference) {
    ImageFormat format = settings.data().image().orElseThrow();
    RowCodec codec = table.codec();
    LabelledImages images =
        new LabelledImages(format, column(codec).orElseThrow(), settings.evaluate());
    GatheredRows drawn = images.gather(ModelTable.of(samples, codec, List.of()));
    return new LabelledSamples(
        images,
        classifier.renumbered(images.gather(reference), codec),
        classifier.renumbered(drawn, codec),
        Optional.empty(),
        Optional.of(classifier.of(format)));
  }

  /**
   * Measures the samples.
   *
   * @param module gives the images' features; empty: the classifier does
   */
  EvaluationResult measure(JavaSparkContext spark, Optional<ModuleFeatures> module) {
    return images.measure(
        spark,
        reference,
        samples,
        training,
        learnt,
        module.map(found -> found.given(spark, PixelScale.of(images.codec()))));
  }

  EvaluationTables tables() {
    return images.compared(reference, samples, training);
  }
}
