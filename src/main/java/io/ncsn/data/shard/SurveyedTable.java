package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.RowRoles;
import io.ncsn.data.codec.BlockReader;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.ImageColumns;
import io.ncsn.data.read.MixedColumns;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.TextSample;
import io.ncsn.data.shard.Census.Sums;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A table and the result of the pass over it: everything needed to cut it into shards.
 *
 * @param codec how rows are read and stored
 * @param read rows of each file
 * @param plan what the columns are; null where all are numbers
 * @param weights how rows count; null if alike
 * @param once the columns of the rows that are there, each once
 */
record SurveyedTable(
    Features features,
    RowHash hash,
    RowCodec codec,
    Census census,
    Scaler scaler,
    TableSchema schema,
    RowsByFile read,
    TablePlan plan,
    WeightFacts weights,
    Features once) {

  SurveyedTable(
      Features features,
      RowHash hash,
      RowCodec codec,
      Census census,
      Scaler scaler,
      TableSchema schema,
      RowsByFile read,
      TablePlan plan) {
    this(features, hash, codec, census, scaler, schema, read, plan, null, features);
  }

  static SurveyedTable survey(
      SparkSession spark,
      SourceTable given,
      DataSettings settings,
      List<String> reserved,
      Optional<EarlierColumns> earlier) {
    Optional<SurveyedTable> images = ofImages(spark, given, settings, reserved, earlier);
    if (images.isPresent()) {
      return images.get();
    }
    TextSample sample = given.isText() ? TextSample.of(given.table()) : TextSample.none();
    RowsInUse used = RowsInUse.of(given, settings);
    boolean mixed = MixedColumns.areMixed(used.source(), sample, settings);
    SurveyedTable table =
        mixed
            ? MixedSurvey.survey(spark, used, settings, reserved, earlier)
            : NumberSurvey.survey(spark, used, sample, settings, reserved, earlier);
    table.requireHeldOut(spark, used, settings);
    return table.of(spark, used);
  }

  /** Surveys a table of which one column holds images and others stand beside it, if it is one. */
  private static Optional<SurveyedTable> ofImages(
      SparkSession spark,
      SourceTable given,
      DataSettings settings,
      List<String> reserved,
      Optional<EarlierColumns> earlier) {
    Optional<ImageColumns> chosen =
        ImageColumns.choose(given, settings)
            .filter(
                columns ->
                    columns.label().isPresent()
                        || earlier.filter(model -> model.codec().hasOnlyNumbers()).isEmpty());
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    earlier.ifPresent(columns -> columns.requireKind(true));
    RowsInUse used = RowsInUse.of(chosen.get().opened(), settings);
    ImageColumns columns = ImageColumns.choose(used.source(), settings).orElseThrow();
    Optional<SurveyedTable> table =
        ImageSurvey.survey(spark, used, columns, settings, reserved, earlier);
    table.ifPresent(found -> found.requireHeldOut(spark, used, settings));
    return table.map(found -> found.of(spark, used));
  }

  /** Adds what is known of the rows from before they were repeated. */
  private SurveyedTable of(SparkSession spark, RowsInUse used) {
    RowsByFile files = used.read().map(rows -> rowsByFile(spark, used.source(), rows)).orElse(read);
    return new SurveyedTable(
        features,
        hash,
        codec,
        census,
        scaler,
        schema,
        files,
        plan,
        used.weights().orElse(null),
        used.drawn(features));
  }

  /** A fraction of few rows may hold out none, but not because of weights. */
  private void requireHeldOut(SparkSession spark, RowsInUse used, DataSettings settings) {
    RowRoles roles = settings.roles();
    if (census.holdout().total() > 0 || !roles.holdsOut()) {
      return;
    }
    if (roles.holdoutColumn().isPresent() || (used.areRepeated() && holdsOut(spark, used))) {
      throw Judgement.noneHeldOut(census, settings, used.areRepeated());
    }
  }

  private boolean holdsOut(SparkSession spark, RowsInUse used) {
    return CensusJob.census(spark, used.each(features), codec, hash, Sums.NONE).holdout().total()
        > 0;
  }

  static RowsByFile rowsByFile(SparkSession spark, SourceTable source, Census census) {
    boolean isSaid = !census.read().isEmpty() || census.rows() == 0;
    return isSaid ? rowsByFile(spark, source, census.read()) : RowsByFile.NONE;
  }

  private static RowsByFile rowsByFile(
      SparkSession spark, SourceTable source, Map<String, Long> read) {
    return RowsByFile.of(SilentFiles.complete(spark.sessionState().newHadoopConf(), source, read));
  }

  /** Returns the reader for the second pass, which must judge rows like the census. */
  RowReader reader() {
    return features.reader(codec);
  }

  /** Returns how the rows are to be stored. */
  RowForm form() {
    return RowForm.of(codec, census.holdsBytes());
  }

  BlockReader blockReader() {
    return features.blockReader(codec);
  }
}
