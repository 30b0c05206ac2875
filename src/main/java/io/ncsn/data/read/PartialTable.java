package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;

import io.ncsn.config.DataSettings;
import io.ncsn.config.Nearest;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.PartialReader;
import io.ncsn.data.codec.PartialRows;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.UnseenLevels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Opens tables whose rows lack cells that a model can tell. */
public final class PartialTable {
  private PartialTable() {}

  /**
   * Which cells are read, and how.
   *
   * @param hidden columns of the model whose cells count as not known
   * @param lacking whether the table may lack columns of the model
   */
  public record Reading(List<String> hidden, boolean lacking, UnseenLevels unseen) {}

  /**
   * Opens the table that {@code data.input} names. Its rows come in the same order each time.
   *
   * @throws DataException when a column is missing, or a cell cannot be used
   */
  public static PartialRows open(
      SparkSession spark, DataSettings data, RowCodec codec, Reading reading) {
    return read(SourceTable.openInOrder(spark, data, column -> false), codec, reading);
  }

  /** Returns the same of a table that the program holds. */
  public static PartialRows of(Dataset<Row> table, RowCodec codec, Reading reading) {
    return read(SourceTable.made(SourceTable.HELD, table), codec, reading);
  }

  private static PartialRows read(SourceTable table, RowCodec codec, Reading reading) {
    SourceTable source =
        table.withFields(ModelTable.names(codec)).withArrays(ImageArrays.names(codec));
    List<String> names =
        Stream.of(source.table().columns())
            .filter(name -> !source.isText() || !name.equals(TableReader.MALFORMED_LINE))
            .toList();
    requireKnown(codec, reading.hidden());
    int[] ordinals = ordinals(source, names, codec, reading);
    List<Column> columns =
        new ArrayList<>(names.stream().map(name -> col(Features.quoted(name))).toList());
    if (source.isText()) {
      columns.add(col(TableReader.MALFORMED_LINE));
    }
    Dataset<Row> selected = source.table().select(columns.toArray(Column[]::new));
    StructField[] fields = selected.schema().fields();
    PartialReader reader =
        new PartialReader(
            codec,
            Arrays.stream(ordinals).mapToObj(o -> o < 0 ? null : fields[o].dataType()).toList(),
            readable(ordinals, codec, reading.hidden()),
            source.isText() ? names.size() : -1,
            reading.unseen());
    JavaRDD<InternalRow> cells = selected.queryExecution().toRdd().toJavaRDD();
    new PartialCheck(codec, names, fields).require(cells, reader);
    List<DataType> kept =
        Arrays.stream(fields).limit(names.size()).map(StructField::dataType).toList();
    StructType schema = new StructType(Arrays.copyOf(fields, names.size()));
    Dataset<Row> rows =
        source
            .table()
            .sparkSession()
            .internalCreateDataFrame(
                cells.mapPartitions(part -> new ReadRows(part, reader, 0, kept)).rdd(),
                schema.add(ModelTable.VALUES_FIELD),
                false);
    return new PartialRows(rows, ordinals);
  }

  private static int[] ordinals(
      SourceTable source, List<String> names, RowCodec codec, Reading reading) {
    List<String> lacking = new ArrayList<>();
    int[] ordinals =
        codec.columns().stream()
            .mapToInt(
                column -> {
                  int ordinal = ordinal(names, column.name());
                  if (ordinal >= 0) {
                    ModelCells.typed(
                        source.table().schema(), column.name(), column::reads, column.needs());
                  } else {
                    lacking.add(column.name());
                  }
                  return ordinal;
                })
            .toArray();
    if (!lacking.isEmpty() && !reading.lacking()) {
      throw new DataException(
          "Cannot complete the table: it lacks the model's columns %s; add them, or draw whole rows by 'ncsn sample --given'"
              .formatted(String.join(", ", lacking)));
    }
    if (lacking.size() == ordinals.length) {
      throw new DataException(
          "Cannot use the table: it has none of the model's columns, %s; give a table with some of them"
              .formatted(String.join(", ", lacking)));
    }
    return ordinals;
  }

  private static int[] readable(int[] ordinals, RowCodec codec, List<String> hidden) {
    return IntStream.range(0, ordinals.length)
        .map(
            c ->
                hidden.stream().anyMatch(codec.columns().get(c).name()::equalsIgnoreCase)
                    ? -1
                    : ordinals[c])
        .toArray();
  }

  private static int ordinal(List<String> names, String name) {
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).equalsIgnoreCase(name))
        .findFirst()
        .orElse(-1);
  }

  private static void requireKnown(RowCodec codec, List<String> hidden) {
    List<String> known = codec.columns().stream().map(ColumnCodec::name).toList();
    for (String name : hidden) {
      if (known.stream().noneMatch(name::equalsIgnoreCase)) {
        throw new DataException(
            "Cannot complete column '%s' (impute.mask): the model has no such column; %s"
                .formatted(
                    name,
                    Nearest.of(name, known)
                        .map("did you mean '%s'?"::formatted)
                        .orElse("it has " + String.join(", ", known))));
      }
      if (codec.columns().stream()
          .anyMatch(column -> column instanceof IdCodec && column.name().equalsIgnoreCase(name))) {
        throw new DataException(
            "Cannot complete column '%s' (impute.mask): it is an id, of which each row has its own; leave it out"
                .formatted(name));
      }
    }
  }
}
