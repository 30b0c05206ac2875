package io.ncsn.data.distance;

import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.api.java.JavaRDD;

/**
 * Finds rows far from the centre of a table, shard by shard. All sums run in column order and in
 * double precision.
 */
final class FarRows {
  private FarRows() {}

  /**
   * A row and its distance from the centre.
   *
   * @param values [dimension]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record FarRow(double radius, float[] values) implements Serializable {
    /** The order of rows: the farthest first, and equally far rows by their values. */
    static final Comparator<FarRow> FARTHEST_FIRST =
        Comparator.comparingDouble(FarRow::radius)
            .reversed()
            .thenComparing(FarRow::values, Arrays::compare);
  }

  /** Returns the column sums of a shard. */
  static double[] sums(Shard shard) {
    double[] sums = new double[shard.dimension()];
    float[] values = new float[sums.length];
    for (int row = 0; row < shard.rows(); row++) {
      shard.read(row, values, 0);
      for (int c = 0; c < sums.length; c++) {
        sums[c] += values[c];
      }
    }
    return sums;
  }

  /** Returns the rows farthest from the centre, the farthest first. */
  static List<FarRow> farthest(JavaRDD<Shard> shards, double[] centre, int count) {
    return shards.map(shard -> farthest(shard, centre, count)).collect().stream()
        .flatMap(List::stream)
        .sorted(FarRow.FARTHEST_FIRST)
        .limit(count)
        .toList();
  }

  private static List<FarRow> farthest(Shard shard, double[] centre, int count) {
    PriorityQueue<FarRow> kept = new PriorityQueue<>(FarRow.FARTHEST_FIRST.reversed());
    float[] values = new float[centre.length];
    for (int row = 0; row < shard.rows(); row++) {
      shard.read(row, values, 0);
      double radius = radius(values, centre);
      if (kept.size() < count || radius >= kept.peek().radius()) {
        kept.add(new FarRow(radius, values.clone()));
        if (kept.size() > count) {
          kept.remove();
        }
      }
    }
    return List.copyOf(kept);
  }

  /**
   * The result of the first pass over all rows.
   *
   * @param greatest distance of a row from one of the ends
   * @param radii distances from the centre
   */
  record FromEnds(double greatest, RadiusCounts radii) implements Serializable {
    FromEnds plus(FromEnds other) {
      return new FromEnds(Math.max(greatest, other.greatest), radii.plus(other.radii));
    }
  }

  /**
   * Makes the first pass over a shard.
   *
   * @param ends the outermost rows, the farthest first
   */
  static FromEnds fromEnds(List<FarRow> ends, Shard shard, double[] centre) {
    double greatest = 0;
    RadiusCounts radii = new RadiusCounts(ends.get(0).radius());
    float[] values = new float[centre.length];
    for (int row = 0; row < shard.rows(); row++) {
      shard.read(row, values, 0);
      double radius = radius(values, centre);
      radii.add(radius);
      for (FarRow end : ends) {
        if (end.radius() + radius < LongestPair.prunable(greatest)) {
          break; // the further ends are nearer to the centre
        }
        greatest = Math.max(greatest, distance(end.values(), 0, values, 0, values.length));
      }
    }
    return new FromEnds(greatest, radii);
  }

  /**
   * Returns ‖x − y‖ for the rows that start in {@code first} and {@code second} at the given
   * places.
   */
  static double distance(
      float[] first, int firstStart, float[] second, int secondStart, int dimension) {
    double sum = 0;
    for (int c = 0; c < dimension; c++) {
      double difference = (double) first[firstStart + c] - second[secondStart + c];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** Returns the rows whose distance from the centre is at least {@code least}. */
  static List<FarRow> beyond(Shard shard, double[] centre, double least) {
    List<FarRow> rows = new ArrayList<>();
    float[] values = new float[centre.length];
    for (int row = 0; row < shard.rows(); row++) {
      shard.read(row, values, 0);
      double radius = radius(values, centre);
      if (radius >= least) {
        rows.add(new FarRow(radius, values.clone()));
      }
    }
    return rows;
  }

  private static double radius(float[] row, double[] centre) {
    double sum = 0;
    for (int c = 0; c < centre.length; c++) {
      double difference = row[c] - centre[c];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
