package io.ncsn.data.shard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.PlainCells;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.ImageColumns;
import io.ncsn.data.read.MixedColumns;
import io.ncsn.data.read.SourceTable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a mixed table as {@link PlainCells}, parted into training and held-out rows as {@link
 * TablePreparer} parts them. Shards do not hold them: they have the pool in place of a rare level,
 * and intervals in place of numbers.
 *
 * <p>The table is read once, and its rows are kept on the executors' disks until {@link #close}.
 */
public final class RealRows implements AutoCloseable {
  private final Dataset<Row> rows;
  private final String heldOut;

  private RealRows(Dataset<Row> rows, String heldOut) {
    this.rows = rows.persist(StorageLevel.DISK_ONLY());
    this.heldOut = heldOut;
  }

  /**
   * Opens the table that {@code data.input} names.
   *
   * @param settings those by which the table was prepared
   * @param codec the codec that was found then
   */
  public static RealRows of(SparkSession spark, DataSettings settings, RowCodec codec) {
    return of(SourceTable.open(spark, settings, settings::leavesOut), settings, codec);
  }

  /** Returns the rows of a table that the program holds. */
  public static RealRows of(Dataset<Row> table, DataSettings settings, RowCodec codec) {
    return of(SourceTable.made(SourceTable.HELD, table).with(settings), settings, codec);
  }

  private static RealRows of(SourceTable given, DataSettings settings, RowCodec codec) {
    SourceTable opened =
        ImageColumns.choose(given, settings).map(ImageColumns::opened).orElse(given);
    SourceTable source = RowsInUse.of(opened, settings).source();
    Features features =
        ImageColumns.choose(source, settings)
            .map(ImageColumns::all)
            .orElseGet(() -> MixedColumns.choose(source, settings));
    List<ColumnCodec> columns = PlainCells.columns(codec);
    List<String> names = features.fields().stream().map(StructField::name).toList();
    int[] ordinals = columns.stream().mapToInt(column -> names.indexOf(column.name())).toArray();
    List<DataType> types =
        Arrays.stream(ordinals).mapToObj(i -> features.fields().get(i).dataType()).toList();
    RowReader reader = features.reader(codec);
    PlainCells cells = PlainCells.of(columns, types);
    RowHash hash = new RowHash(settings);
    String heldOut = unusedName(names);
    Dataset<Row> rows =
        source
            .table()
            .sparkSession()
            .internalCreateDataFrame(
                features
                    .rows()
                    .toJavaRDD()
                    .mapPartitions(
                        (Iterator<InternalRow> part) ->
                            new PlainRows(part, reader, cells, ordinals, hash))
                    .rdd(),
                PlainCells.schema(columns).add(heldOut, DataTypes.BooleanType, false),
                false);
    return new RealRows(rows, heldOut);
  }

  private static String unusedName(List<String> names) {
    String name = "held out";
    while (names.stream().anyMatch(name::equalsIgnoreCase)) {
      name += " ";
    }
    return name;
  }

  /** Returns the rows that a model is trained on. */
  public Dataset<Row> training() {
    return rows.where(not(col("`" + heldOut + "`"))).drop(heldOut);
  }

  /** Returns the rows that are held out of training. */
  public Dataset<Row> holdout() {
    return rows.where(col("`" + heldOut + "`")).drop(heldOut);
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
