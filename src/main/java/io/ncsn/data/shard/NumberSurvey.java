package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.read.ArrayLengths;
import io.ncsn.data.read.FeatureChooser;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.ImageRows;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.TextSample;
import io.ncsn.data.shard.Census.Sums;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * Surveys a table of numbers: one pass finds the columns' scales, and another one follows if some
 * rows lie too far out for these.
 */
final class NumberSurvey {
  private final SparkSession spark;
  private final RowsInUse used;
  private final DataSettings settings;
  private final Features features;
  private final RowHash hash;

  private NumberSurvey(
      SparkSession spark, RowsInUse used, DataSettings settings, Features features) {
    this.spark = spark;
    this.used = used;
    this.settings = settings;
    this.features = features;
    this.hash = new RowHash(settings);
  }

  /**
   * Surveys the table.
   *
   * @param sample rows of the table, if it is text
   * @param reserved names that no column may have
   */
  static SurveyedTable survey(
      SparkSession spark,
      RowsInUse used,
      TextSample sample,
      DataSettings settings,
      List<String> reserved,
      Optional<EarlierColumns> earlier) {
    SourceTable source = used.source();
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
    return new NumberSurvey(spark, used, settings, features).survey(sample, earlier);
  }

  private SurveyedTable survey(TextSample sample, Optional<EarlierColumns> earlier) {
    int dimension = ArrayLengths.dimension(spark, features);
    ImageRows.requireFit(features, settings, dimension);
    Limits limits = Limits.unscaled(dimension);
    Census census = census(limits);
    RowsByFile read = SurveyedTable.rowsByFile(spark, used.source(), census);
    Judgement.requireGood(census, settings, features, false);
    Scaler found = scaler(census.moments(), settings.scale());
    Scaler scaler = earlier.map(columns -> columns.codec().scaler()).orElse(found);
    if (scaler.dimension() == dimension && !census.isWithin(Limits.scaled(scaler))) {
      // With a scaler of its own rows, only held-out rows can lie so far out, so the scaler stays
      // as it is.
      limits = Limits.scaled(scaler);
      census = census(limits);
      Judgement.requireGood(census, settings, features, false);
    }
    TableSchema own = schema(census, sample);
    TableSchema schema = earlier.map(columns -> columns.schema(own, found)).orElse(own);
    RowCodec codec = RowCodec.of(schema, scaler).within(limits);
    return new SurveyedTable(features, hash, codec, census, scaler, schema, read, null);
  }

  private Census census(Limits limits) {
    return CensusJob.census(spark, used, features, features.numbers(limits), hash, Sums.MOMENTS);
  }

  private TableSchema schema(Census census, TextSample sample) {
    boolean[] constant = constants(census.moments());
    boolean[] integers = new boolean[features.fields().size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = sample.isInteger(features.fields().get(i).name());
    }
    requireVariation(constant, settings);
    return features.schema(census::narrowestType, constant, integers);
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
