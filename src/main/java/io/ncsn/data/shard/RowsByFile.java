package io.ncsn.data.shard;

import io.ncsn.data.read.KnownTypes;
import java.io.Serializable;
import java.net.URI;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How many rows were read from each file of a table, bad ones too.
 *
 * @param files number of files
 * @param rows rows by the file's path; of a table of many files the first {@value #KEPT} alone
 */
public record RowsByFile(int files, SortedMap<String, Long> rows) implements Serializable {
  /** The counts of a table that comes from no files. */
  public static final RowsByFile NONE = new RowsByFile(0, new TreeMap<>());

  private static final int KEPT = 100;
  private static final int LOGGED = 10;

  public RowsByFile {
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  static RowsByFile of(Map<String, Long> rows) {
    SortedMap<String, Long> first = new TreeMap<>();
    new TreeMap<>(rows)
        .entrySet().stream().limit(KEPT).forEach(file -> first.put(file.getKey(), file.getValue()));
    return new RowsByFile(rows.size(), first);
  }

  /** One line for the log, such as {@code 2 files: a.csv 400 rows, b.csv 500 rows}. */
  public String summary() {
    String each =
        rows.entrySet().stream()
            .limit(LOGGED)
            .map(file -> new Path(file.getKey()).getName() + " " + file.getValue() + " rows")
            .collect(Collectors.joining(", "));
    return (files == 1 ? "1 file: " : files + " files: ") + each + (files > LOGGED ? ", …" : "");
  }

  /** Counts the rows of a partition as they pass by, by the file that Spark reads them from. */
  static final class Counter {
    private final Map<UTF8String, Long> rows = new TreeMap<>();
    private UTF8String file = UTF8String.EMPTY_UTF8;
    private long pending;

    Iterator<Object> counting(Iterator<Object> parts) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return parts.hasNext();
        }

        @Override
        public Object next() {
          Object part = parts.next();
          count(part instanceof ColumnarBatch batch ? batch.numRows() : 1);
          return part;
        }
      };
    }

    private void count(int more) {
      UTF8String now = InputFileBlockHolder.getInputFilePath();
      if (!now.equals(file)) {
        flush();
        file = now;
      }
      pending += more;
    }

    private void flush() {
      if (file.numBytes() > 0 && pending > 0) {
        rows.merge(file.copy(), pending, Long::sum);
      }
      pending = 0;
    }

    /** The counts by path, as Hadoop writes paths. */
    Map<String, Long> rows() {
      flush();
      Map<String, Long> byPath = new TreeMap<>();
      rows.forEach(
          (url, count) -> {
            Path file = KnownTypes.original(new Path(URI.create(url.toString())));
            byPath.merge(file.toString(), count, Long::sum);
          });
      return byPath;
    }
  }
}
