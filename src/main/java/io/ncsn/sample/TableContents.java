package io.ncsn.sample;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/**
 * Which rows a table has, and in which order: a hash of the sequence of the rows' hashes, Σ
 * hᵢ·Bⁿ⁻ⁱ, that can be put together from the hashes of parts.
 */
record TableContents(long rows, long hash) implements Serializable {
  static final TableContents NOTHING = new TableContents(0, 0);

  /** An odd number, so that no factor is lost modulo 2⁶⁴. */
  private static final long BASE = 0x9E3779B97F4A7C15L;

  /** The contents of each partition of {@code table}. */
  static List<TableContents> ofPartitions(Dataset<Row> table) {
    StructField[] fields = table.schema().fields();
    String[] names =
        IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    Column[] columns =
        IntStream.range(0, fields.length)
            .filter(i -> !fields[i].dataType().existsRecursively(t -> t instanceof MapType))
            .mapToObj(i -> col(names[i]))
            .toArray(Column[]::new); // Spark hashes no maps
    return table
        .toDF(names)
        .select(xxhash64(columns))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> List.of(of(rows)).iterator())
        .collect();
  }

  private static TableContents of(Iterator<InternalRow> hashes) {
    long rows = 0;
    long hash = 0;
    while (hashes.hasNext()) {
      hash = hash * BASE + hashes.next().getLong(0);
      rows++;
    }
    return new TableContents(rows, hash);
  }

  /** These rows and then the others. */
  TableContents and(TableContents later) {
    return new TableContents(rows + later.rows, hash * power(later.rows) + later.hash);
  }

  private static long power(long exponent) {
    long power = 1;
    long square = BASE;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      power *= (rest & 1) == 1 ? square : 1;
      square *= square;
    }
    return power;
  }

  @Override
  public String toString() {
    return "%d rows with hash %016x".formatted(rows, hash);
  }
}
