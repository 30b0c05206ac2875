package io.ncsn.evaluate.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** The texts of each column's most frequent levels: the only texts that reach the driver. */
final class LevelNames {
  /** Levels of a column that are named. */
  static final int MOST = 24;

  private static final int LONGEST = 60;

  private final int[][] codes;
  private final Map<Long, String> texts;

  private LevelNames(int[][] codes, Map<Long, String> texts) {
    this.codes = codes;
    this.texts = texts;
  }

  /** Reads the names in one pass. */
  static LevelNames read(List<MixedColumn> columns, MixedTables tables, Dataset<Row> rows) {
    int[][] codes = new int[columns.size()][];
    List<Column> cells = new ArrayList<>();
    Set<Long> wanted = new HashSet<>();
    for (int j = 0; j < codes.length; j++) {
      if (!columns.get(j).isNumber()) {
        codes[j] = mostFrequent(tables, j);
        cells.addAll(CellColumns.levelAndText(rows, columns.get(j)));
        long[] levels = tables.levels(j);
        Arrays.stream(codes[j]).forEach(code -> wanted.add(levels[code]));
      }
    }
    if (wanted.isEmpty()) {
      return new LevelNames(codes, Map.of());
    }
    HashSet<Long> sent = new HashSet<>(wanted);
    Map<Long, String> texts =
        new HashMap<>(
            rows.select(cells.toArray(Column[]::new))
                .toJavaRDD()
                .mapPartitionsToPair(part -> found(part, sent))
                .reduceByKey((first, second) -> first)
                .collectAsMap());
    return new LevelNames(codes, texts);
  }

  private static Iterator<Tuple2<Long, String>> found(Iterator<Row> rows, Set<Long> wanted) {
    Map<Long, String> texts = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < row.size(); i += 2) {
        if (!row.isNullAt(i) && wanted.contains(row.getLong(i))) {
          texts.putIfAbsent(row.getLong(i), shortened(row.getString(i + 1)));
        }
      }
    }
    return texts.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
        .iterator();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** Counted in training and synthetic rows; a level of either table may be among them. */
  private static int[] mostFrequent(MixedTables tables, int column) {
    int[] real = counts(tables.training(), column);
    int[] sampled = counts(tables.synthetic(), column);
    double rows = tables.training().rows();
    double others = tables.synthetic().rows();
    return IntStream.range(0, real.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                (Integer code) -> -Math.max(real[code] / rows, sampled[code] / others)))
        .limit(MOST)
        .sorted(Comparator.comparingInt((Integer code) -> -real[code]).thenComparing(code -> code))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Returns how many rows have each code. */
  static int[] counts(MixedTable table, int column) {
    CategoryCells cells = (CategoryCells) table.columns().get(column);
    int[] counts = new int[cells.levels()];
    Arrays.stream(cells.codes()).filter(code -> code >= 0).forEach(code -> counts[code]++);
    return counts;
  }

  /** Returns the codes that are named, by falling count of the training rows. */
  int[] codes(int column) {
    return codes[column];
  }

  /** Returns the text of a named level. */
  String text(long level) {
    return texts.getOrDefault(level, "?");
  }
}
