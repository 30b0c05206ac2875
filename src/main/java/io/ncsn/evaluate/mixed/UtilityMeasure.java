package io.ncsn.evaluate.mixed;

import io.ncsn.data.codec.DataException;
import io.ncsn.evaluate.OrderedTasks;
import io.ncsn.evaluate.mixed.Utility.Score;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures {@link Utility}: one task trains on synthetic rows, one on real rows. */
final class UtilityMeasure {
  private UtilityMeasure() {}

  static Utility of(
      JavaSparkContext spark,
      List<MixedColumn> columns,
      Broadcast<MixedTables> tables,
      String target) {
    int column = columns.stream().map(MixedColumn::name).toList().indexOf(target);
    if (column < 0) {
      throw new DataException(
          "Cannot predict column '%s': not among the compared columns %s; name one of them"
              .formatted(target, columns.stream().limit(20).map(MixedColumn::name).toList()));
    }
    List<Double> scores = OrderedTasks.map(spark, 2, piece -> score(tables.value(), column, piece));
    return new Utility(
        columns.get(column),
        columns.get(column).isNumber() ? Score.RMSE : Score.AUC,
        Floors.judged(scores.get(0), scores.get(1)));
  }

  private static double score(MixedTables tables, int column, int piece) {
    MixedTable rows = withTarget(piece == 0 ? tables.synthetic() : tables.training(), column);
    MixedTable test = withTarget(tables.holdout().orElseThrow(), column);
    if (test.columns().get(column) instanceof NumberCells truth) {
      double[] targets = ((NumberCells) rows.columns().get(column)).values();
      return error(BoostedTrees.regression(rows, column, targets).predict(test), truth.values());
    }
    int level = mostFrequent((CategoryCells) tables.training().columns().get(column));
    double[] scores =
        BoostedTrees.classifier(rows, column, labels(rows, column, level)).predict(test);
    return RankScore.auc(scores, labels(test, column, level));
  }

  private static MixedTable withTarget(MixedTable table, int column) {
    Cells cells = table.columns().get(column);
    return table.select(
        IntStream.range(0, table.rows()).filter(i -> !cells.isMissing(i)).toArray());
  }

  private static double[] labels(MixedTable table, int column, int level) {
    return Arrays.stream(((CategoryCells) table.columns().get(column)).codes())
        .mapToDouble(code -> code == level ? 1 : 0)
        .toArray();
  }

  private static int mostFrequent(CategoryCells cells) {
    int[] counts = new int[cells.levels() + 1];
    Arrays.stream(cells.codes()).filter(code -> code >= 0).forEach(code -> counts[code]++);
    return IntStream.range(0, counts.length)
        .reduce((best, level) -> counts[level] > counts[best] ? level : best)
        .orElseThrow();
  }

  private static double error(double[] predicted, double[] truth) {
    return Math.sqrt(
        IntStream.range(0, truth.length)
            .mapToDouble(i -> Math.pow(predicted[i] - truth[i], 2))
            .average()
            .orElse(Double.NaN));
  }
}
