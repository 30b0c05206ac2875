package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.OrderedTasks;
import io.ncsn.evaluate.mixed.Trend.PairTrend;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures {@link Trend}: one task for a few pairs of columns. */
final class TrendMeasure implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<MixedColumn> columns;
  private final ColumnPairs pairs;
  private final Broadcast<MixedTables> tables;
  private final Broadcast<Digits[]> digits;

  private TrendMeasure(
      List<MixedColumn> columns,
      ColumnPairs pairs,
      Broadcast<MixedTables> tables,
      Broadcast<Digits[]> digits) {
    this.columns = columns;
    this.pairs = pairs;
    this.tables = tables;
    this.digits = digits;
  }

  /** Measures all pairs, or {@link ColumnPairs#MOST} of a table of more. */
  static Trend of(
      JavaSparkContext spark, List<MixedColumn> columns, Broadcast<MixedTables> tables, long seed) {
    ColumnPairs chosen = ColumnPairs.of(columns.size(), seed);
    MixedTable training = tables.value().training();
    Digits[] codes =
        tables.value().all().map(table -> Digits.of(table, training)).toArray(Digits[]::new);
    Broadcast<Digits[]> digits = spark.broadcast(codes);
    TrendMeasure measure = new TrendMeasure(columns, chosen, tables, digits);
    List<double[]> errors = OrderedTasks.map(spark, chosen.count(), measure::errors);
    int[] defined =
        IntStream.range(0, errors.size())
            .filter(piece -> !Double.isNaN(errors.get(piece)[0]))
            .toArray();
    List<PairTrend> found =
        Arrays.stream(defined).mapToObj(piece -> measure.pair(piece, errors.get(piece))).toList();
    List<List<String>> wholes = Arrays.stream(defined).mapToObj(measure::wholes).toList();
    digits.destroy();
    return new Trend(
        Floors.mean(found.stream().map(PairTrend::ownBins).toList(), wholes),
        Floors.mean(found.stream().map(PairTrend::trainingBins).toList(), wholes),
        found);
  }

  /**
   * One pair's errors of the synthetic and of the hold-out rows, with own bins, then with the
   * training table's; NaN for what is not defined.
   */
  private double[] errors(int piece) {
    int i = pairs.first()[piece];
    int j = pairs.second()[piece];
    if (columns.get(i).isNumber() && columns.get(j).isNumber()) {
      double[] found = correlations(i, j);
      return new double[] {found[0], found[1], found[0], found[1]};
    }
    double[] own = variations(i, j, true);
    double[] fixed = variations(i, j, false);
    return new double[] {own[0], own[1], fixed[0], fixed[1]};
  }

  /** The columns of a pair, of which vectors are one each. */
  private List<String> wholes(int piece) {
    return List.of(
        columns.get(pairs.first()[piece]).whole(), columns.get(pairs.second()[piece]).whole());
  }

  private PairTrend pair(int piece, double[] errors) {
    return new PairTrend(
        columns.get(pairs.first()[piece]).name(),
        columns.get(pairs.second()[piece]).name(),
        Floors.judged(errors[0], errors[1]),
        Floors.judged(errors[2], errors[3]));
  }

  private double[] variations(int i, int j, boolean inOwnBins) {
    Digits[] all = digits.value();
    return new double[] {
      all[0].variation(all[1], i, j, inOwnBins),
      all.length < 3 ? Double.NaN : all[0].variation(all[2], i, j, inOwnBins)
    };
  }

  private double[] correlations(int i, int j) {
    MixedTables all = tables.value();
    double real = Pearson.of(all.training(), i, j);
    return new double[] {
      difference(real, all.synthetic(), i, j),
      all.holdout().map(rows -> difference(real, rows, i, j)).orElse(Double.NaN)
    };
  }

  /** A table whose correlation is not defined shows none: it counts as 0. */
  private static double difference(double real, MixedTable table, int i, int j) {
    double found = Pearson.of(table, i, j);
    return Math.abs(real - (Double.isNaN(found) ? 0 : found)) / 2;
  }
}
