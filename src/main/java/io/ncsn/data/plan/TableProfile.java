package io.ncsn.data.plan;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.VectorCells;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What passes over a table found out about its columns. Equal rows give equal profiles. */
final class TableProfile implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TableProfile.class);
  private static final int FEWEST_COUNTERS = 1 << 11;
  private static final int ALL_COUNTERS = 1 << 21; // of all columns, 64 MiB of memory a task

  private final ColumnProfile[] columns;
  private long rows;

  /**
   * Makes an empty profile.
   *
   * @param again the counters whose keys alone are counted; null: all keys are
   */
  private TableProfile(
      StructField[] fields, PlanOptions options, int[] lengths, CrowdedCounters again) {
    int counted = fields.length + Arrays.stream(lengths).sum();
    int most =
        Math.min(options.limits().counted(), Math.max(FEWEST_COUNTERS, ALL_COUNTERS / counted));
    columns = new ColumnProfile[fields.length];
    Arrays.setAll(columns, c -> new ColumnProfile(fields[c], most, options.declared(), lengths[c]));
    if (again != null) {
      again.restrict(columns);
    }
  }

  /**
   * Reads the table once, and columns again of which values that many rows have are not told from
   * others yet.
   *
   * @throws DataException if a column is of a type that cannot be modelled
   */
  static TableProfile of(Dataset<Row> table, PlanOptions options) {
    StructField[] fields = table.schema().fields();
    for (StructField field : fields) {
      requireReadable(field.name(), field.dataType(), options.declared());
    }
    int[] lengths = VectorLengths.of(table);
    TableProfile profile = of(table, fields, options, lengths, null);
    CrowdedCounters crowded = CrowdedCounters.of(profile.columns(), options.cells());
    while (!crowded.isEmpty()) {
      StructField[] some = crowded.fields(fields);
      LOG.info(
          "Reading columns again in which single values may hold many rows: {}",
          Arrays.stream(some).map(StructField::name).collect(Collectors.joining(", ")));
      Column[] cells =
          Arrays.stream(some).map(field -> LevelCount.named(field.name())).toArray(Column[]::new);
      crowded.replace(
          profile.columns(),
          of(table.select(cells), some, options, crowded.lengths(lengths), crowded).columns());
      crowded = CrowdedCounters.of(profile.columns(), options.cells());
    }
    return profile;
  }

  private static TableProfile of(
      Dataset<Row> table,
      StructField[] fields,
      PlanOptions options,
      int[] lengths,
      CrowdedCounters again) {
    return table
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> List.of(of(rows, fields, options, lengths, again)).iterator())
        .treeAggregate(
            new TableProfile(fields, options, lengths, again),
            TableProfile::merge,
            TableProfile::merge);
  }

  /**
   * Reads rows once.
   *
   * @param lengths how many numbers the vectors of each column have; 0 for other columns
   */
  static TableProfile of(
      Iterator<InternalRow> rows, StructField[] fields, PlanOptions options, int[] lengths) {
    return of(rows, fields, options, lengths, null);
  }

  private static TableProfile of(
      Iterator<InternalRow> rows,
      StructField[] fields,
      PlanOptions options,
      int[] lengths,
      CrowdedCounters again) {
    TableProfile profile = new TableProfile(fields, options, lengths, again);
    while (rows.hasNext()) {
      profile.add(rows.next());
    }
    return profile;
  }

  private static void requireReadable(String name, DataType type, boolean declared) {
    boolean isVector =
        VectorCells.reads(type)
            && !(declared && VectorCells.of(type).element() instanceof StringType);
    if (!(type instanceof StringType) && !NumberLine.isOrdered(type) && !isVector) {
      throw new DataException(
          "Cannot model column '%s': found %s, need numbers, text, booleans, dates, timestamps, or arrays of numbers; %s"
              .formatted(name, type.catalogString(), remedy(name, type)));
    }
  }

  private static String remedy(String name, DataType type) {
    return switch (type.typeName().toLowerCase(Locale.ROOT)) {
      case "struct" ->
          "name its fields in data.columns, such as %s.%s, or leave it out by data.exclude"
              .formatted(name, ((StructType) type).fieldNames()[0]);
      default -> "leave it out by data.exclude";
    };
  }

  private void add(InternalRow row) {
    rows++;
    for (int c = 0; c < columns.length; c++) {
      columns[c].add(row, c);
    }
  }

  private TableProfile merge(TableProfile other) {
    rows += other.rows;
    for (int c = 0; c < columns.length; c++) {
      columns[c].merge(other.columns[c]);
    }
    return this;
  }

  long rows() {
    return rows;
  }

  List<ColumnProfile> columns() {
    return List.of(columns);
  }
}
