package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.RowRoles;
import io.ncsn.data.codec.BlockReader;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.ArrayLengths;
import io.ncsn.data.read.FeatureChooser;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.ImageColumns;
import io.ncsn.data.read.ImageRows;
import io.ncsn.data.read.MixedColumns;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.TextSample;
import io.ncsn.data.shard.Census.Sums;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

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
    SurveyedTable table = survey(spark, used, sample, settings, reserved, earlier);
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

  private static SurveyedTable survey(
      SparkSession spark,
      RowsInUse used,
      TextSample sample,
      DataSettings settings,
      List<String> reserved,
      Optional<EarlierColumns> earlier) {
    SourceTable source = used.source();
    boolean mixed = MixedColumns.areMixed(source, sample, settings);
    if (mixed) {
      earlier.ifPresent(columns -> columns.requireKind(true));
      return MixedSurvey.survey(spark, used, settings, reserved, earlier);
    }
    if (sample.isEmpty()) {
      throw new DataException(
          "Cannot train on data.input '"
              + settings.input()
              + "': found no rows, need at least 2; give more rows");
    }
    Features features = FeatureChooser.choose(source, sample, settings);
    Optional<StructField> label = FeatureChooser.label(source, settings);
    label.ifPresent(field -> ImageRows.requireOneColumn(features, field.name()));
    ImageRows.requireNothingSaid(source, settings);
    earlier.ifPresent(columns -> columns.requireKind(false));
    features.fields().forEach(field -> SampleColumns.requireOther(field.name(), reserved));
    RowHash hash = new RowHash(settings);
    int dimension = ArrayLengths.dimension(spark, features);
    ImageRows.requireFit(features, settings, dimension);
    Limits limits = Limits.unscaled(dimension);
    Census census =
        CensusJob.census(spark, used, features, features.numbers(limits), hash, Sums.MOMENTS);
    RowsByFile read = rowsByFile(spark, source, census);
    Judgement.requireGood(census, settings, features, false);
    Scaler found = scaler(census.moments(), settings.scale());
    Scaler scaler = earlier.map(columns -> columns.codec().scaler()).orElse(found);
    if (scaler.dimension() == dimension && !census.isWithin(Limits.scaled(scaler))) {
      // With a scaler of its own rows, only held-out rows can lie so far out, so the scaler stays
      // as it is.
      limits = Limits.scaled(scaler);
      census =
          CensusJob.census(spark, used, features, features.numbers(limits), hash, Sums.MOMENTS);
      Judgement.requireGood(census, settings, features, false);
    }
    boolean[] constant = constants(census.moments());
    boolean[] integers = new boolean[features.fields().size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = sample.isInteger(features.fields().get(i).name());
    }
    requireVariation(constant, settings);
    TableSchema own = features.schema(census::narrowestType, constant, integers);
    TableSchema schema = earlier.map(columns -> columns.schema(own, found)).orElse(own);
    RowCodec codec = RowCodec.of(schema, scaler).within(limits);
    return new SurveyedTable(features, hash, codec, census, scaler, schema, read, null);
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

  private static Scaler scaler(Moments moments, Scale scale) {
    int dimension = moments.dimension();
    double[] mean = new double[dimension];
    double[] deviation = new double[dimension];
    double common = commonDeviation(moments);
    for (int c = 0; c < dimension; c++) {
      mean[c] = scale == Scale.NONE && !moments.isConstant(c) ? 0 : moments.mean(c);
      deviation[c] =
          switch (scale) {
            case AUTO, COLUMN, QUANTILE -> moments.isConstant(c) ? 1 : moments.deviation(c);
            case GLOBAL -> common > 0 ? common : 1;
            case NONE -> 1;
          };
    }
    return new Scaler(mean, deviation);
  }

  /** The root of the columns' mean variance; of tiny columns alone, their greatest deviation. */
  private static double commonDeviation(Moments moments) {
    double meanVariance = 0;
    double greatest = 0;
    for (int c = 0; c < moments.dimension(); c++) {
      meanVariance += moments.variance(c) / moments.dimension();
      greatest = Math.max(greatest, moments.deviation(c));
    }
    return meanVariance > Double.MIN_NORMAL ? Math.sqrt(meanVariance) : greatest;
  }

  private static boolean[] constants(Moments moments) {
    boolean[] constant = new boolean[moments.dimension()];
    for (int c = 0; c < constant.length; c++) {
      constant[c] = moments.isConstant(c);
    }
    return constant;
  }

  private static void requireVariation(boolean[] constant, DataSettings settings) {
    if (IntStream.range(0, constant.length).allMatch(c -> constant[c])) {
      throw new DataException(
          "Cannot train on data.input '"
              + settings.input()
              + "': all "
              + constant.length
              + " columns are constant over the training rows, need one that varies; check data.columns");
    }
  }
}
