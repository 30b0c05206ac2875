package io.ncsn.data.shard;

import io.ncsn.config.CellSettings;
import io.ncsn.config.ColumnKind;
import io.ncsn.config.DataSettings;
import io.ncsn.data.plan.CellOptions;
import io.ncsn.data.plan.ColumnPlan;
import io.ncsn.data.plan.ColumnPlanner;
import io.ncsn.data.plan.PlanOptions;
import io.ncsn.data.plan.RuleFinder;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.FeatureChooser;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.ImageColumns;
import io.ncsn.data.read.MixedColumns;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.SparkErrors;
import io.ncsn.data.read.TextSample;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    Optional<ImageColumns> beside = ImageColumns.choose(used.source(), settings);
    if (beside.isPresent()) {
      PlanOptions options = ImageSurvey.options(beside.get(), used.source(), settings);
      return new PlannedTable(
          withRules(
              plan(used, beside.get()::beside, options),
              beside.get().beside(used.each()),
              settings),
          true);
    }
    if (MixedColumns.areMixed(used.source(), sample, settings)) {
      return new PlannedTable(withRules(plan(used, settings), used, settings), true);
    }
    Features features = FeatureChooser.choose(used.source(), sample, settings);
    return new PlannedTable(
        ColumnPlanner.plan(features.cells(), options(given.isText(), settings)), false);
  }

  /** Returns a plan with the rules that all rows obey, if they are wanted. */
  static TablePlan withRules(TablePlan plan, RowsInUse used, DataSettings settings) {
    return withRules(plan, MixedColumns.choose(used.each(), settings), settings);
  }

  /**
   * As the other {@code withRules}.
   *
   * @param columns the plan's columns
   */
  static TablePlan withRules(TablePlan plan, Features columns, DataSettings settings) {
    return settings.cells().rules() == CellSettings.Rules.NONE
        ? plan
        : RuleFinder.with(columns.cells(), plan);
  }

  /**
   * Returns the plan of rows that count by weights, or alike. Ids are found among the rows as they
   * are, as repeated rows have none.
   */
  static TablePlan plan(RowsInUse used, DataSettings settings) {
    return plan(
        used,
        source -> MixedColumns.choose(source, settings),
        options(used.source().isText(), settings));
  }

  /**
   * As the other {@code plan}.
   *
   * @param columns chooses them
   */
  static TablePlan plan(
      RowsInUse used, Function<SourceTable, Features> columns, PlanOptions options) {
    Dataset<Row> cells = columns.apply(used.source()).cells();
    if (!used.areRepeated()) {
      return ColumnPlanner.plan(cells, options);
    }
    TablePlan each = ColumnPlanner.plan(columns.apply(used.each()).cells(), options);
    List<ColumnPlan> ids =
        each.columns().stream().filter(column -> column.kind() == ColumnKind.ID).toList();
    Column[] others =
        each.columns().stream()
            .filter(column -> !ids.contains(column))
            .map(column -> functions.col(Features.quoted(column.name())))
            .toArray(Column[]::new);
    TablePlan weighed = ColumnPlanner.plan(cells.select(others), options);
    Iterator<ColumnPlan> next = weighed.columns().iterator();
    return new TablePlan(
        weighed.rows(),
        each.columns().stream()
            .map(column -> ids.contains(column) ? column : next.next())
            .toList());
  }

  private static PlanOptions options(boolean isText, DataSettings settings) {
    PlanOptions options = PlanOptions.DEFAULT.with(CellOptions.of(settings.cells()));
    return isText ? options : options.ofDeclaredTypes();
  }
}
