package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.mixed.Privacy.AgainstHoldout;
import io.ncsn.evaluate.mixed.Search.Metric;
import io.ncsn.evaluate.mixed.Search.Part;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures {@link Privacy}. */
final class PrivacyMeasure {
  private final JavaSparkContext spark;
  private final Broadcast<Embedded[]> tables;
  private final int rows;

  private PrivacyMeasure(JavaSparkContext spark, Broadcast<Embedded[]> tables, int rows) {
    this.spark = spark;
    this.tables = tables;
    this.rows = rows;
  }

  /** Compares the first {@code rows} rows of each table; copies are sought in all rows. */
  static Privacy of(
      JavaSparkContext spark, MixedTables gathered, Broadcast<Embedded[]> tables, int rows) {
    PrivacyMeasure measure = new PrivacyMeasure(spark, tables, rows);
    boolean hasHoldout = gathered.holdout().isPresent();
    long[] training = hashes(gathered.training());
    Arrays.sort(training);
    return new Privacy(
        Floors.judged(measure.closestMedian(1), hasHoldout ? measure.closestMedian(2) : Double.NaN),
        Floors.judged(
            copies(gathered.synthetic(), training),
            gathered.holdout().map(table -> copies(table, training)).orElse(Double.NaN)),
        hasHoldout ? Optional.of(measure.againstHoldout()) : Optional.empty());
  }

  private Part first(int table, int most) {
    return new Part(table, 0, Math.min(most, tables.value()[table].rows()));
  }

  private double closestMedian(int table) {
    return Quantiles.median(distances(first(table, rows), first(0, rows)));
  }

  private AgainstHoldout againstHoldout() {
    int count = Math.min(first(0, rows).rows(), first(2, rows).rows());
    Part training = first(0, count);
    Part holdout = first(2, count);
    double[] value = compare(first(1, rows), training, holdout);
    int half = count / 2;
    double[] floor =
        half == 0
            ? new double[] {Double.NaN, Double.NaN, Double.NaN}
            : compare(new Part(2, half, 2 * half), first(0, half), first(2, half));
    return new AgainstHoldout(
        Floors.judged(value[0], floor[0]),
        Floors.judged(value[1], floor[1]),
        Floors.judged(value[2], floor[2]));
  }

  /** The nearer share, the equally near and the advantage, for rows taken as synthetic. */
  private double[] compare(Part synthetic, Part training, Part holdout) {
    double[] toTraining = distances(synthetic, training);
    double[] toHoldout = distances(synthetic, holdout);
    return new double[] {
      share(toTraining.length, i -> toTraining[i] < toHoldout[i]),
      share(toTraining.length, i -> toTraining[i] == toHoldout[i]),
      advantage(distances(training, synthetic), distances(holdout, synthetic))
    };
  }

  private double[] distances(Part from, Part to) {
    return new Search(from, to, Metric.MANHATTAN).run(spark, tables).distances();
  }

  /** The greatest F(t) − G(t): F the distances of members, G those of others. */
  static double advantage(double[] members, double[] others) {
    double[] inside = members.clone();
    double[] outside = others.clone();
    Arrays.sort(inside);
    Arrays.sort(outside);
    double most = 0;
    int below = 0;
    for (int i = 0; i < inside.length; i++) {
      if (i + 1 < inside.length && inside[i + 1] == inside[i]) {
        continue;
      }
      while (below < outside.length && outside[below] <= inside[i]) {
        below++;
      }
      most = Math.max(most, (i + 1.0) / inside.length - (double) below / outside.length);
    }
    return most;
  }

  private static double share(int count, IntPredicate holds) {
    return (double) IntStream.range(0, count).filter(holds).count() / count;
  }

  private static double copies(MixedTable table, long[] training) {
    long[] hashes = hashes(table);
    return share(hashes.length, i -> Arrays.binarySearch(training, hashes[i]) >= 0);
  }

  private static long[] hashes(MixedTable table) {
    long[] row = new long[table.columns().size()];
    return IntStream.range(0, table.rows())
        .mapToLong(
            i -> {
              for (int j = 0; j < row.length; j++) {
                row[j] =
                    table.columns().get(j) instanceof NumberCells numbers
                        ? Double.doubleToLongBits(numbers.values()[i])
                        : ((CategoryCells) table.columns().get(j)).codes()[i];
              }
              return Streams.hash(0, Purpose.EVALUATION, row);
            })
        .toArray();
  }
}
