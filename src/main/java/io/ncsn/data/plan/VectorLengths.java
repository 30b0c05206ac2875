package io.ncsn.data.plan;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.VectorCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;

/**
 * Finds how many numbers the cells of columns of vectors have: the length of most of them, of
 * equals the greatest.
 */
final class VectorLengths {
  private VectorLengths() {}

  /**
   * Returns the length of each column's vectors; 0 for other columns, and for those of nothing but
   * null. Reads only the columns of vectors.
   *
   * @throws DataException if most cells of a column are empty
   */
  static int[] of(Dataset<Row> table) {
    StructField[] fields = table.schema().fields();
    int[] lengths = new int[fields.length];
    int[] places =
        IntStream.range(0, fields.length)
            .filter(c -> VectorCells.reads(fields[c].dataType()))
            .toArray();
    if (places.length == 0) {
      return lengths;
    }
    Column[] columns =
        Arrays.stream(places)
            .mapToObj(c -> LevelCount.named(fields[c].name()))
            .toArray(Column[]::new);
    VectorCells[] cells =
        Arrays.stream(places)
            .mapToObj(c -> VectorCells.of(fields[c].dataType()))
            .toArray(VectorCells[]::new);
    List<TreeMap<Integer, Long>> counts =
        table
            .select(columns)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(rows -> List.of(count(rows, cells)).iterator())
            .treeAggregate(none(cells.length), VectorLengths::merge, VectorLengths::merge);
    for (int i = 0; i < places.length; i++) {
      lengths[places[i]] = most(counts.get(i), fields[places[i]].name());
    }
    return lengths;
  }

  private static int most(TreeMap<Integer, Long> counts, String name) {
    int length =
        counts.entrySet().stream()
            .max(
                Map.Entry.<Integer, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(0);
    if (length == 0 && !counts.isEmpty()) {
      throw new DataException(
          "Cannot model column '%s': most of its cells hold no values, need arrays or vectors of one length; leave it out by data.exclude"
              .formatted(name));
    }
    return length;
  }

  private static ArrayList<TreeMap<Integer, Long>> none(int columns) {
    ArrayList<TreeMap<Integer, Long>> counts = new ArrayList<>();
    IntStream.range(0, columns).forEach(i -> counts.add(new TreeMap<>()));
    return counts;
  }

  private static ArrayList<TreeMap<Integer, Long>> count(
      Iterator<InternalRow> rows, VectorCells[] cells) {
    ArrayList<TreeMap<Integer, Long>> counts = none(cells.length);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      for (int i = 0; i < cells.length; i++) {
        if (!row.isNullAt(i)) {
          counts.get(i).merge(cells[i].length(row, i), 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  private static ArrayList<TreeMap<Integer, Long>> merge(
      ArrayList<TreeMap<Integer, Long>> left, ArrayList<TreeMap<Integer, Long>> right) {
    for (int i = 0; i < left.size(); i++) {
      Map<Integer, Long> counts = left.get(i);
      right.get(i).forEach((length, count) -> counts.merge(length, count, Long::sum));
    }
    return left;
  }
}
