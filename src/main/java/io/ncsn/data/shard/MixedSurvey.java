package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.MixedColumns;
import io.ncsn.data.read.SourceTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Surveys a table of which all kinds of columns are modelled: one pass finds what the columns are,
 * the next one reads the rows by the codec that follows from it and counts them.
 */
final class MixedSurvey {
  private static final Logger LOG = LoggerFactory.getLogger(MixedSurvey.class);

  private static final int MOST_LOGGED = 300;

  private MixedSurvey() {}

  static SurveyedTable survey(
      SparkSession spark,
      RowsInUse used,
      DataSettings settings,
      List<String> reserved,
      Optional<EarlierColumns> earlier) {
    SourceTable source = used.source();
    earlier.ifPresent(columns -> columns.requireKind(true));
    Features features = MixedColumns.choose(source, settings);
    features.fields().forEach(field -> SampleColumns.requireOther(field.name(), reserved));
    spark.sparkContext().setJobDescription("Looking at the columns of " + source.name());
    TablePlan own = PlannedTable.plan(used, settings);
    TablePlan columns = earlier.map(model -> model.plan(own)).orElse(own);
    TablePlan plan = PlannedTable.withRules(columns, used, settings);
    spark.sparkContext().setJobDescription(null);
    LOG.info("Columns of {}:\n{}", source.name(), plan.text(MOST_LOGGED));
    requireChannels(plan, settings);
    RowCodec codec = plan.codec();
    BrokenText.requireNone(codec, source, settings);
    RowHash hash = new RowHash(settings);
    Census census = CensusJob.census(spark, used, features, codec, hash, Census.Sums.NONE);
    Judgement.requireGood(census, settings, features, true);
    return new SurveyedTable(
        features,
        hash,
        codec,
        census,
        unscaled(codec.width()),
        schema(codec),
        SurveyedTable.rowsByFile(spark, source, census),
        plan);
  }

  private static void requireChannels(TablePlan plan, DataSettings settings) {
    if (plan.rows() == 0) {
      throw new DataException(
          "Cannot train on data.input '%s': found no rows, need at least 2; give more rows"
              .formatted(settings.input()));
    }
    if (plan.rows() == 1) {
      throw new DataException(
          "Cannot train on data.input '%s': found 1 row, need at least 2; give more rows"
              .formatted(settings.input()));
    }
    if (plan.channels() == 0) {
      throw new DataException(
          "Cannot train on data.input '%s': all %d columns are constant or ids, need one that varies; check data.columns"
              .formatted(settings.input(), plan.columns().size()));
    }
  }

  /** Stored rows are standardised by their codec. */
  static Scaler unscaled(int width) {
    double[] ones = new double[width];
    Arrays.fill(ones, 1);
    return new Scaler(new double[width], ones);
  }

  static TableSchema schema(RowCodec codec) {
    return new TableSchema(
        Layout.COLUMNS, "", codec.columns().stream().map(MixedSurvey::column).toList());
  }

  private static TableSchema.Column column(ColumnCodec codec) {
    return new TableSchema.Column(codec.name(), codec.type(), codec instanceof ConstantCodec);
  }
}
