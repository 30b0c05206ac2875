package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Finds the dimension of an array or vector column: the length that most rows have, of equals the
 * greatest.
 */
public final class ArrayLengths {
  private ArrayLengths() {}

  public static int dimension(SparkSession spark, Features features) {
    if (features.layout() == Layout.COLUMNS) {
      return features.fields().size();
    }
    spark
        .sparkContext()
        .setJobDescription("Finding the length of " + features.fields().get(0).name());
    RowReader reader = features.reader(features.numbers(Limits.unscaled(0)));
    Map<Integer, Long> counts =
        features
            .rows()
            .toJavaRDD()
            .mapPartitions(rows -> count(rows, reader))
            .treeAggregate(new TreeMap<Integer, Long>(), ArrayLengths::merge, ArrayLengths::merge);
    spark.sparkContext().setJobDescription(null);
    counts.remove(-1);
    return counts.entrySet().stream()
        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .filter(length -> length > 0)
        .orElseThrow(() -> nothing(features));
  }

  private static Iterator<TreeMap<Integer, Long>> count(
      Iterator<InternalRow> rows, RowReader reader) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    while (rows.hasNext()) {
      counts.merge(reader.length(rows.next()), 1L, Long::sum);
    }
    return List.of(counts).iterator();
  }

  private static TreeMap<Integer, Long> merge(
      TreeMap<Integer, Long> left, TreeMap<Integer, Long> right) {
    right.forEach((length, count) -> left.merge(length, count, Long::sum));
    return left;
  }

  private static DataException nothing(Features features) {
    return new DataException(
        "Cannot read data.features '"
            + features.fields().get(0).name()
            + "' of '"
            + features.source().name()
            + "': most of its rows hold no values, need arrays or vectors of one length");
  }
}
