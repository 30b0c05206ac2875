package io.ncsn.data.shard;

import io.ncsn.config.CellSettings;
import io.ncsn.config.DataSettings;
import io.ncsn.data.plan.ColumnPlanner;
import io.ncsn.data.plan.PlanOptions;
import io.ncsn.data.plan.RuleFinder;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.FeatureChooser;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.MixedColumns;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.SparkErrors;
import io.ncsn.data.read.TextSample;
import org.apache.spark.sql.SparkSession;

/**
 * What the columns of a table are, found out before a training.
 *
 * @param plan the columns that a model would be of
 * @param mixed whether the model would take them as the plan says, or all as numbers
 */
public record PlannedTable(TablePlan plan, boolean mixed) {
  /**
   * Reads the table up to three times.
   *
   * @throws io.ncsn.data.codec.DataException if it cannot be read, or a column cannot be modelled
   */
  public static PlannedTable of(SparkSession spark, DataSettings settings) {
    SourceTable source = SourceTable.open(spark, settings, settings::leavesOut);
    return SparkErrors.reading(source.name(), () -> of(source, settings));
  }

  private static PlannedTable of(SourceTable given, DataSettings settings) {
    TextSample sample = given.isText() ? TextSample.of(given.table()) : TextSample.none();
    SourceTable source = RowsInUse.of(given, settings).source();
    boolean mixed = MixedColumns.areMixed(source, sample, settings);
    Features features =
        mixed
            ? MixedColumns.choose(source, settings)
            : FeatureChooser.choose(source, sample, settings);
    return new PlannedTable(
        mixed ? withRules(plan(features, settings), features, settings) : plan(features, settings),
        mixed);
  }

  /** Returns a plan with the rules that all rows obey, if they are wanted. */
  static TablePlan withRules(TablePlan plan, Features features, DataSettings settings) {
    return settings.cells().rules() == CellSettings.Rules.NONE
        ? plan
        : RuleFinder.with(features.cells(), plan);
  }

  static TablePlan plan(Features features, DataSettings settings) {
    return ColumnPlanner.plan(features.cells(), PlanOptions.DEFAULT.with(settings.cells()));
  }
}
