package io.ncsn.evaluate.mixed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.DataException;
import io.ncsn.evaluate.EvaluationJson;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.OrderedTasks;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a table differs from the one that a model was trained on.
 *
 * @param metrics the figures of the whole table
 * @param rowsBefore rows of the training table that were compared
 * @param rowsNow rows of the table that were compared
 * @param columns each column alone, in the model's order
 * @param density log-densities under the model, which columns that moved together change too
 * @param views what can be drawn of the columns that moved most, the training table as real rows
 */
public record Drift(
    List<Metric> metrics,
    int rowsBefore,
    int rowsNow,
    List<ColumnDrift> columns,
    DensityDrift density,
    @JsonIgnore Views views)
    implements Measurement {

  public Drift {
    metrics = List.copyOf(metrics);
    columns = List.copyOf(columns);
  }

  /**
   * Compares two tables of equal columns, of which doubles are numbers and all else categories.
   *
   * @param before rows of the training table
   * @param now rows of the table
   * @param density log-densities of both
   * @throws DataException if a table has no rows
   */
  public static Drift of(
      Dataset<Row> before, Dataset<Row> now, DensityDrift density, EvaluateSettings settings) {
    List<MixedColumn> columns = MixedEvaluation.columns(before);
    List<long[][]> gathered =
        List.of(
            gather("training", before, columns, settings, 0),
            gather("new", now, columns, settings, 1));
    long[][] levels = MixedTable.levels(gathered, columns);
    List<MixedTable> coded = MixedTable.code(gathered, levels);
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(before.sparkSession().sparkContext());
    Broadcast<MixedTables> tables =
        spark.broadcast(new MixedTables(levels, coded.get(0), coded.get(1), Optional.empty()));
    try {
      List<ColumnDrift> found =
          OrderedTasks.map(spark, columns.size(), c -> column(tables.value(), columns.get(c), c));
      return new Drift(
          metrics(found, density),
          coded.get(0).rows(),
          coded.get(1).rows(),
          found,
          density,
          Views.of(
              columns,
              tables.value(),
              before.unionByName(now),
              found.stream().map(ColumnDrift::shape).toList(),
              List.of()));
    } finally {
      tables.destroy();
    }
  }

  private static ColumnDrift column(MixedTables tables, MixedColumn column, int at) {
    return ColumnDrift.of(
        column, tables.training().columns().get(at), tables.synthetic().columns().get(at));
  }

  private static long[][] gather(
      String name,
      Dataset<Row> table,
      List<MixedColumn> columns,
      EvaluateSettings settings,
      int number) {
    int limit =
        Math.max(1, Math.min(settings.mixedRows(), MixedQuality.MOST_CELLS / columns.size()));
    long seed = Streams.hash(settings.seed(), Purpose.EVALUATION, number);
    long[][] rows = CellRows.gather(table, columns, limit, seed);
    if (rows.length == 0) {
      throw new DataException(
          "Cannot measure drift: found 0 rows in the %s table, need at least 1".formatted(name));
    }
    return rows;
  }

  private static List<Metric> metrics(List<ColumnDrift> columns, DensityDrift density) {
    DoubleStream pValues =
        DoubleStream.concat(
            columns.stream().mapToDouble(ColumnDrift::pValue), DoubleStream.of(density.pValue()));
    double least = pValues.min().orElseThrow();
    return List.of(
        metric(Measure.DRIFT_SHAPE, mean(columns)),
        metric(Measure.DRIFT_SHAPE_MAX, distances(columns).max().orElse(0)),
        metric(Measure.LOG_DENSITY_SHIFT, density.now() - density.before()),
        metric(Measure.DRIFT_P_VALUE, Math.min(1, least * (columns.size() + 1))));
  }

  private static double mean(List<ColumnDrift> columns) {
    return Floors.mean(
            columns.stream().map(column -> column.shape().error()).toList(),
            columns.stream().map(column -> column.column().whole()).toList())
        .value();
  }

  private static DoubleStream distances(List<ColumnDrift> columns) {
    return columns.stream().mapToDouble(ColumnDrift::distance);
  }

  private static Metric metric(Measure measure, double value) {
    return new Metric(measure, value, OptionalDouble.empty());
  }

  @Override
  public String toJson() {
    return EvaluationJson.write(this);
  }
}
