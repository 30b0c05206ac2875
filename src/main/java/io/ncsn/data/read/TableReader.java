package io.ncsn.data.read;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.data.codec.DataException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.HashMap;

/**
 * Opens files by Spark's readers. CSV and JSON are read as text, with the raw line beside it where
 * a line is malformed, so that a cell which holds no number is found and counted instead of turning
 * its whole column into text.
 */
public final class TableReader {
  /** Column of the raw text of malformed CSV and JSON lines; null in good rows. */
  static final String MALFORMED_LINE = "malformed_line";

  /** Its name while the columns of JSON are found out, so that one of that name is seen. */
  private static final String MALFORMED_WHILE_INFERRING = "\0malformed";

  /** Of CSV: a plan of Spark's takes minutes for more. */
  private static final int MOST_COLUMNS = 20_000;

  private final SparkSession spark;
  private final InputFiles input;
  private final String[] paths;

  private TableReader(SparkSession spark, InputFiles input) {
    this.spark = spark;
    this.input = input;
    this.paths =
        input.files().stream().map(file -> file.getPath().toString()).toArray(String[]::new);
  }

  public static SourceTable read(SparkSession spark, InputFiles input) {
    TableReader reader = new TableReader(spark, input);
    if (input.format() == Format.CSV || input.format() == Format.JSON) {
      TextHead.requireLines(spark.sessionState().newHadoopConf(), input);
    }
    return SparkErrors.reading(
        input.input(),
        () ->
            switch (input.format()) {
              case CSV -> reader.csv();
              case JSON -> reader.json();
              case ORC -> reader.typed(reader.merging().orc(reader.paths));
              case PARQUET, AUTO -> reader.typed(reader.merging().parquet(reader.paths));
            });
  }

  /** For a column of the user's that has the name of ours. */
  static String reservedName(String input, String name) {
    return "Cannot read data.input '%s': found a column '%s', which is the name for the text of malformed lines; rename it"
        .formatted(input, name);
  }

  /** Else the columns of one file would count for all, and those that only others have be lost. */
  private DataFrameReader merging() {
    return spark.read().option("mergeSchema", paths.length > 1);
  }

  private SourceTable typed(Dataset<Row> table) {
    return new SourceTable(input.input(), table, false);
  }

  private SourceTable csv() {
    String ending = InputFiles.ending(input.files().get(0).getPath().getName());
    String separator = ending.equals("tsv") ? "\t" : ",";
    Map<String, String> options =
        Map.of(
            "sep", separator,
            "escape", "\"", // a quote in quotes is written twice (RFC 4180)
            "ignoreLeadingWhiteSpace", "true",
            "ignoreTrailingWhiteSpace", "true",
            "maxColumns", Integer.toString(MOST_COLUMNS));
    StructType schema = new StructType();
    for (String name : header(options)) {
      schema = schema.add(name, DataTypes.StringType);
    }
    schema = schema.add(MALFORMED_LINE, DataTypes.StringType);
    // Without enforceSchema=false a second file with other columns would be read by position.
    Dataset<Row> table =
        spark
            .read()
            .options(options)
            .option("columnPruning", false) // else malformed lines pass where columns are left out
            .option("columnNameOfCorruptRecord", MALFORMED_LINE)
            .option("header", true)
            .option("enforceSchema", false)
            .schema(schema)
            .csv(paths);
    return new SourceTable(input.input(), table, true);
  }

  /** The header as it stands in the file: Spark would quietly rename duplicates. */
  private List<String> header(Map<String, String> options) {
    int first =
        IntStream.range(0, paths.length)
            .filter(i -> input.files().get(i).getLen() > 0)
            .findFirst()
            .orElse(0);
    String[] cells = firstLine(options, paths[first]);
    if (cells == null) {
      throw new DataException(
          "Cannot read data.input '"
              + input.input()
              + "': found no header; the first line of a CSV file must name its columns");
    }
    return CsvHeader.names(input.input(), cells);
  }

  /** Cells of the first line that is not empty, cut as Spark cuts rows; null if there is none. */
  private String[] firstLine(Map<String, String> options, String path) {
    // As text: for thousands of columns, Spark takes many seconds to plan the reading of one row.
    List<String> lines =
        spark.read().textFile(path).toJavaRDD().filter(line -> !line.trim().isEmpty()).take(1);
    try {
      return lines.isEmpty() ? null : parser(options).parseLine(lines.get(0));
    } catch (TextParsingException e) {
      throw new DataException(
          "Cannot read data.input '%s': its first line has more than %d cells; put wide rows into one array column of Parquet, and set data.features"
              .formatted(input.input(), MOST_COLUMNS),
          e);
    }
  }

  private static CsvParser parser(Map<String, String> options) {
    scala.collection.immutable.Map<String, String> all = new HashMap<>();
    for (Map.Entry<String, String> option : options.entrySet()) {
      all = all.updated(option.getKey(), option.getValue());
    }
    return new CsvParser(new CSVOptions(all, false, "UTC").asParserSettings());
  }

  private SourceTable json() {
    DataFrameReader reader =
        spark
            .read()
            .option("primitivesAsString", true)
            .option("columnNameOfCorruptRecord", MALFORMED_WHILE_INFERRING);
    StructType schema = new StructType();
    for (var field : reader.json(paths).schema().fields()) {
      if (field.name().equalsIgnoreCase(MALFORMED_LINE)) {
        throw new DataException(reservedName(input.input(), field.name()));
      }
      if (!field.name().equals(MALFORMED_WHILE_INFERRING)) {
        schema = schema.add(field);
      }
    }
    if (schema.isEmpty()) {
      throw new DataException(
          "Cannot read data.input '%s': found no line that is a JSON object with fields, need one a row, such as {\"a\": 1}; write each row on a line of its own"
              .formatted(input.input()));
    }
    Dataset<Row> table =
        reader
            .option("columnNameOfCorruptRecord", MALFORMED_LINE)
            .schema(schema.add(MALFORMED_LINE, DataTypes.StringType))
            .json(paths);
    return new SourceTable(input.input(), table, true);
  }
}
