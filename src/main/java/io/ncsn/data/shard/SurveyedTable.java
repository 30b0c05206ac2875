package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.BlockReader;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.RowDecoder;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.read.ArrayLengths;
import io.ncsn.data.read.FeatureChooser;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.RowDescriber;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.TextSample;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * A table and the result of the pass over it: everything needed to cut it into shards.
 *
 * @param limits limits beyond which a value is bad
 */
record SurveyedTable(
    Features features,
    RowHash hash,
    Limits limits,
    Census census,
    Scaler scaler,
    TableSchema schema) {

  static SurveyedTable survey(
      SparkSession spark, SourceTable source, DataSettings settings, List<String> reserved) {
    TextSample sample = source.isText() ? TextSample.of(source.table()) : TextSample.none();
    if (sample.isEmpty()) {
      throw new DataException(
          "Cannot train on data.input '"
              + settings.input()
              + "': found no rows, need at least 2; give more rows");
    }
    Features features = FeatureChooser.choose(source, sample, settings);
    features.fields().forEach(field -> RowDecoder.requireOther(field.name(), reserved));
    RowHash hash = new RowHash(settings.seed(), settings.holdout());
    Limits limits = Limits.unscaled(ArrayLengths.dimension(spark, features));
    Census census = census(spark, features, limits, hash);
    requireGood(census, settings);
    Scaler scaler = scaler(census.moments(), settings.scale());
    if (!census.isWithin(Limits.scaled(scaler))) {
      // Only held-out rows can lie so far out, so the scaler stays as it is.
      limits = Limits.scaled(scaler);
      census = census(spark, features, limits, hash);
      requireGood(census, settings);
    }
    boolean[] constant = constants(census.moments());
    boolean[] integers = new boolean[features.fields().size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = sample.isInteger(features.fields().get(i).name());
    }
    requireVariation(constant, settings);
    return new SurveyedTable(
        features,
        hash,
        limits,
        census,
        scaler,
        features.schema(census::narrowestType, constant, integers));
  }

  private static Census census(SparkSession spark, Features features, Limits limits, RowHash hash) {
    spark.sparkContext().setJobDescription("Checking rows of " + features.source().name());
    BlockReader reader = features.blockReader(limits);
    RowDescriber describer = features.describer();
    Census found =
        features
            .parts()
            .mapPartitions(parts -> count(parts, reader, describer, hash))
            .treeAggregate(new Census(reader.dimension(), hash), Census::merge, Census::merge);
    spark.sparkContext().setJobDescription(null);
    return found;
  }

  private static Iterator<Census> count(
      Iterator<Object> parts, BlockReader reader, RowDescriber describer, RowHash hash) {
    Census census = new Census(reader.dimension(), hash);
    BlockReader.BadRows bad =
        (reason, column, row) -> census.addBad(reason, describer.describe(reason, column, row));
    reader.read(parts, bad).forEachRemaining(census::add);
    return List.of(census).iterator();
  }

  /** Returns the reader for the second pass, which must judge rows like the census. */
  RowReader reader() {
    return features.reader(limits);
  }

  BlockReader blockReader() {
    return features.blockReader(limits);
  }

  private static Scaler scaler(Moments moments, Scale scale) {
    int dimension = moments.dimension();
    double[] mean = new double[dimension];
    double[] deviation = new double[dimension];
    double meanVariance = 0;
    for (int c = 0; c < dimension; c++) {
      meanVariance += moments.variance(c) / dimension;
    }
    for (int c = 0; c < dimension; c++) {
      double variance = moments.variance(c);
      mean[c] = scale == Scale.NONE && variance > 0 ? 0 : moments.mean(c);
      deviation[c] =
          switch (scale) {
            case COLUMN -> variance > 0 ? Math.sqrt(variance) : 1;
            case GLOBAL -> meanVariance > 0 ? Math.sqrt(meanVariance) : 1;
            case NONE -> 1;
          };
    }
    return new Scaler(mean, deviation);
  }

  private static boolean[] constants(Moments moments) {
    boolean[] constant = new boolean[moments.dimension()];
    for (int c = 0; c < constant.length; c++) {
      constant[c] = moments.variance(c) == 0;
    }
    return constant;
  }

  private static void requireGood(Census census, DataSettings settings) {
    BadRowReport bad = census.badRows();
    String examples =
        bad.total() == 0 ? "" : ". Examples:\n  " + String.join("\n  ", bad.examples());
    if (settings.badRows() == BadRows.FAIL && bad.total() > 0) {
      throw new DataException(
          "Cannot use data.input '"
              + settings.input()
              + "': found "
              + bad.summary()
              + ", need none; mend them, or set data.bad-rows to drop or quarantine"
              + examples);
    }
    long train = census.train().total();
    long holdout = census.holdout().total();
    if (train < 2) {
      throw new DataException(
          "Cannot train on data.input '"
              + settings.input()
              + "': found "
              + rows(train)
              + " to train on ("
              + holdout
              + " held out, "
              + bad.summary()
              + "), need at least 2"
              + (holdout > 0 ? "; lower data.holdout or give more rows" : "; give more rows")
              + examples);
    }
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : count + " rows";
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
