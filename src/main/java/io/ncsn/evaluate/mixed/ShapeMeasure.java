package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.OrderedTasks;
import io.ncsn.evaluate.Variation;
import io.ncsn.evaluate.mixed.Shape.ColumnShape;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures {@link Shape}: one task for a few columns. */
final class ShapeMeasure {
  private ShapeMeasure() {}

  static Shape of(
      JavaSparkContext spark, List<MixedColumn> columns, Broadcast<MixedTables> tables) {
    List<Judged> errors =
        OrderedTasks.map(spark, columns.size(), column -> errors(tables.value(), column)).stream()
            .map(found -> Floors.judged(found[0], found[1]))
            .toList();
    MixedTables gathered = tables.value();
    List<ColumnShape> shapes =
        IntStream.range(0, columns.size())
            .mapToObj(
                j ->
                    new ColumnShape(
                        columns.get(j),
                        errors.get(j),
                        nulls(gathered.training(), j),
                        nulls(gathered.synthetic(), j)))
            .toList();
    return new Shape(
        Floors.mean(errors, columns.stream().map(MixedColumn::whole).toList()), shapes);
  }

  /** The synthetic and the hold-out rows' error of one column. */
  private static double[] errors(MixedTables tables, int column) {
    Cells training = tables.training().columns().get(column);
    double floor =
        tables
            .holdout()
            .map(rows -> error(training, rows.columns().get(column)))
            .orElse(Double.NaN);
    return new double[] {error(training, tables.synthetic().columns().get(column)), floor};
  }

  /** The error of one column; 1 when only one of the tables has values. */
  private static double error(Cells first, Cells second) {
    if (first instanceof NumberCells numbers) {
      return Variation.kolmogorovSmirnov(numbers.sorted(), ((NumberCells) second).sorted());
    }
    CategoryCells categories = (CategoryCells) first;
    return Variation.total(
        categories.codes(), ((CategoryCells) second).codes(), categories.levels());
  }

  private static double nulls(MixedTable table, int column) {
    Cells cells = table.columns().get(column);
    long missing = IntStream.range(0, table.rows()).filter(cells::isMissing).count();
    return table.rows() == 0 ? 0 : (double) missing / table.rows();
  }
}
