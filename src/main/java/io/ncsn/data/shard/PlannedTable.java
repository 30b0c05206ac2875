package io.ncsn.data.shard;

import io.ncsn.config.CellSettings;
import io.ncsn.config.ColumnKind;
import io.ncsn.config.DataSettings;
import io.ncsn.data.plan.ColumnPlan;
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
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What the columns of a table are, found out before a training.
 *
 * @param plan the columns that a model would be of
 * @param mixed whether the model would take them as the plan says, or all as numbers
 */
public record PlannedTable(TablePlan plan, boolean mixed) {
  /**
   * Reads the table up to three times, and columns of vectors once more.
   *
   * @throws io.ncsn.data.codec.DataException if it cannot be read, or a column cannot be modelled
   */
  public static PlannedTable of(SparkSession spark, DataSettings settings) {
    SourceTable source = SourceTable.open(spark, settings, settings::leavesOut);
    return SparkErrors.reading(source.name(), () -> of(source, settings));
  }

  private static PlannedTable of(SourceTable given, DataSettings settings) {
    TextSample sample = given.isText() ? TextSample.of(given.table()) : TextSample.none();
    RowsInUse used = RowsInUse.of(given, settings);
    if (MixedColumns.areMixed(used.source(), sample, settings)) {
      return new PlannedTable(withRules(plan(used, settings), used, settings), true);
    }
    Features features = FeatureChooser.choose(used.source(), sample, settings);
    return new PlannedTable(plan(features.cells(), given.isText(), settings), false);
  }

  /** Returns a plan with the rules that all rows obey, if they are wanted. */
  static TablePlan withRules(TablePlan plan, RowsInUse used, DataSettings settings) {
    return settings.cells().rules() == CellSettings.Rules.NONE
        ? plan
        : RuleFinder.with(MixedColumns.choose(used.each(), settings).cells(), plan);
  }

  /**
   * Returns the plan of rows that count by weights, or alike. Ids are found among the rows as they
   * are, as repeated rows have none.
   */
  static TablePlan plan(RowsInUse used, DataSettings settings) {
    Dataset<Row> cells = MixedColumns.choose(used.source(), settings).cells();
    boolean isText = used.source().isText();
    if (!used.areRepeated()) {
      return plan(cells, isText, settings);
    }
    TablePlan each = plan(MixedColumns.choose(used.each(), settings).cells(), isText, settings);
    List<ColumnPlan> ids =
        each.columns().stream().filter(column -> column.kind() == ColumnKind.ID).toList();
    Column[] others =
        each.columns().stream()
            .filter(column -> !ids.contains(column))
            .map(column -> functions.col(Features.quoted(column.name())))
            .toArray(Column[]::new);
    TablePlan weighed = plan(cells.select(others), isText, settings);
    Iterator<ColumnPlan> next = weighed.columns().iterator();
    return new TablePlan(
        weighed.rows(),
        each.columns().stream()
            .map(column -> ids.contains(column) ? column : next.next())
            .toList());
  }

  private static TablePlan plan(Dataset<Row> cells, boolean isText, DataSettings settings) {
    PlanOptions options = PlanOptions.DEFAULT.with(settings.cells());
    return ColumnPlanner.plan(cells, isText ? options : options.ofDeclaredTypes());
  }
}
