package io.ncsn.data.shard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.BlockReader;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.NamedColumns;
import io.ncsn.data.read.SourceTable;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * The weights of a table's rows. Rows are repeated and left out, so that the table that comes out
 * has about as many rows, which count alike. Equal rows are counted first, since a random number
 * that is made of a row's cells rounds all of them the same way. The shuffle that counts them is
 * the only one: what reads the rows later reads its files.
 */
final class RowWeights {
  private static final String SETTING = "data.weight";

  private final SourceTable source;
  private final StructField field;

  private RowWeights(SourceTable source, StructField field) {
    this.source = source;
    this.field = field;
  }

  /**
   * Finds the column of weights.
   *
   * @throws DataException if there is none, or it does not hold numbers
   */
  static RowWeights of(SourceTable source, String name) {
    StructField field = NamedColumns.of(source).field(SETTING, name);
    RowWeights weights = new RowWeights(source, field);
    if (!weights.isText(field) && !CellReader.isNumber(field.dataType())) {
      throw weights.unusable(
          "found %s, need numbers; name another column"
              .formatted(field.dataType().catalogString()));
    }
    return weights;
  }

  /**
   * Adds up the weights.
   *
   * @throws DataException if some are none, or all are 0
   */
  WeightSums sums() {
    Features features = new Features(source, Layout.COLUMNS, List.of(field));
    BlockReader reader = features.blockReader(codec(features));
    WeightSums sums =
        features
            .parts()
            .mapPartitions(parts -> sums(parts, reader))
            .treeAggregate(new WeightSums(), WeightSums::merge, WeightSums::merge);
    long bad = sums.bad().values().stream().mapToLong(Long::longValue).sum();
    if (bad > 0) {
      throw unusable(
          "%d of %d rows have no weight (%s), need numbers of 0 or more; mend the column"
              .formatted(bad, sums.rows(), inWords(sums.bad())));
    }
    if (sums.areZero()) {
      throw unusable(
          "all %d weights are 0, need some above; mend the column".formatted(sums.rows()));
    }
    return sums;
  }

  private static Iterator<WeightSums> sums(Iterator<Object> parts, BlockReader reader) {
    WeightSums sums = new WeightSums();
    RowsByFile.Counter counter = new RowsByFile.Counter();
    reader
        .read(counter.counting(parts), (reason, column, row) -> sums.addBad(reason))
        .forEachRemaining(sums::add);
    sums.addRead(counter.rows());
    return List.of(sums).iterator();
  }

  private static RowCodec codec(Features features) {
    return features.numbers(Limits.unscaled(1));
  }

  private static String inWords(Map<String, Long> bad) {
    return bad.entrySet().stream()
        .map(reason -> reason.getValue() + " " + reason.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Returns the table without the column. */
  SourceTable left() {
    return source.withRows(source.table().drop(col(Features.quoted(field.name()))));
  }

  /**
   * The table without the column.
   *
   * @param repeated each row as often as it counts
   * @param once the rows that are in {@code repeated}, as often as they are in the table
   */
  record Draw(SourceTable repeated, SourceTable once) {}

  /**
   * Draws rows by their weights.
   *
   * @param mean the mean weight, above 0
   */
  Draw draw(double mean, DataSettings settings) {
    Dataset<Row> counted = counted(settings);
    JavaRDD<InternalRow> groups = counted.queryExecution().toRdd().toJavaRDD();
    return new Draw(
        rows(groups, counted, mean, false, settings), rows(groups, counted, mean, true, settings));
  }

  private SourceTable rows(
      JavaRDD<InternalRow> groups,
      Dataset<Row> counted,
      double mean,
      boolean once,
      DataSettings settings) {
    RowReader reader =
        new RowReader(
            codec(new Features(source, Layout.COLUMNS, List.of(field))),
            List.of(counted.schema().apply(0).dataType()),
            -1);
    Dataset<Row> rows =
        counted
            .sparkSession()
            .internalCreateDataFrame(
                groups
                    .mapPartitions(
                        (Iterator<InternalRow> some) -> new RepeatedRows(some, reader, mean, once))
                    .rdd(),
                counted.schema(),
                false);
    return source.withRows(rows.select(columns(settings)));
  }

  /** Returns the weights, the cells that a training reads, how many rows are equal, and a hash. */
  private Dataset<Row> counted(DataSettings settings) {
    Column weight = isText(field) ? TextKeys.number(cell(field)) : cell(field);
    List<Column> cells = new ArrayList<>(List.of(source.unlessFault(weight).as(name(0))));
    StructField[] fields = source.table().schema().fields();
    for (int c = 0; c < fields.length; c++) {
      if (isRead(settings).test(fields[c])) {
        cells.add(cell(fields[c]).as(name(c + 1)));
      }
    }
    Dataset<Row> table = source.table().select(cells.toArray(Column[]::new));
    Column[] all = Arrays.stream(table.columns()).map(functions::col).toArray(Column[]::new);
    Dataset<Row> counted = table.groupBy(all).agg(count(lit(1)).as("rows"));
    List<Column> hashed = new ArrayList<>();
    hashed.add(lit(Streams.hash(settings.seed(), Purpose.ROW_WEIGHTS)));
    for (StructField of : table.schema().fields()) {
      hashed.add(isText(of) ? TextKeys.of(col(of.name())) : col(of.name()));
    }
    return counted.withColumn("hash", xxhash64(hashed.toArray(Column[]::new)));
  }

  /** The columns of the table as they were; those that nothing reads hold null. */
  private Column[] columns(DataSettings settings) {
    List<Column> columns = new ArrayList<>();
    StructField[] fields = source.table().schema().fields();
    for (int c = 0; c < fields.length; c++) {
      if (!fields[c].equals(field)) {
        Column cells =
            isRead(settings).test(fields[c])
                ? col(name(c + 1))
                : lit(null).cast(fields[c].dataType());
        columns.add(cells.as(fields[c].name(), fields[c].metadata()));
      }
    }
    return columns.toArray(Column[]::new);
  }

  /** Tells the columns that a training reads. Types that have no order are those of no model. */
  private Predicate<StructField> isRead(DataSettings settings) {
    return other ->
        !other.equals(field)
            && RowOrdering.isOrderable(other.dataType())
            && (!settings.leavesOut(other.name())
                || source.isFault(other.name())
                || settings.image().filter(image -> image.isLabel(other.name())).isPresent());
  }

  /** Whether the cells of a column stand as text, numbers too. */
  private boolean isText(StructField column) {
    return source.isText() && column.dataType() instanceof StringType;
  }

  private static Column cell(StructField field) {
    return col(Features.quoted(field.name()));
  }

  private static String name(int column) {
    return "c" + column;
  }

  private DataException unusable(String why) {
    return new DataException(
        "Cannot use column '%s' of %s: %s, or leave %2$s out"
            .formatted(field.name(), SETTING, why));
  }
}
