package io.ncsn.data.read;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.DataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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

  /** The greatest number of columns of a CSV file. Spark takes minutes to plan for more. */
  private static final int MOST_COLUMNS = 20_000;

  private final SparkSession spark;
  private final InputFiles input;
  private final String[] paths;
  private final String codecs;

  private TableReader(SparkSession spark, InputFiles input) {
    this.spark = spark;
    this.input = input;
    this.codecs = UpperCaseCodecs.addedTo(spark.sessionState().newHadoopConf());
    this.paths = input.paths().toArray(String[]::new);
  }

  /**
   * Opens the table.
   *
   * @param isUnwanted tells columns that nobody wants: what is wrong with them does not matter
   */
  static SourceTable read(
      SparkSession spark, InputFiles input, DataSettings settings, Predicate<String> isUnwanted) {
    TableReader reader = new TableReader(spark, input);
    return SparkErrors.reading(
        input.input(),
        () ->
            switch (input.format()) {
              case CSV -> reader.csv();
              case JSON -> reader.json();
              case IMAGE -> PictureTable.open(spark, input, settings);
              case IDX -> IdxTable.open(spark, input, settings.image());
              case ORC, PARQUET, AUTO -> TypedTables.open(spark, input, isUnwanted);
            });
  }

  private List<TextHead> heads() {
    return TextHead.of(spark.sessionState().newHadoopConf(), input);
  }

  /** For a column of the user's that has the name of ours. */
  static String reservedName(String input, String name) {
    return "Cannot read data.input '%s': found a column '%s', which is the name for the text of malformed lines; rename it"
        .formatted(input, name);
  }

  private SourceTable csv() {
    String ending = FileNames.ending(input.files().get(0).getPath().getName());
    List<TextHead> heads = heads();
    CsvDialect dialect = CsvDialect.of(heads, ending.equals("tsv") ? '\t' : ',');
    heads.forEach(head -> dialect.requireSeparator(input.input(), head));
    Map<String, String> options =
        Map.of(
            "sep", String.valueOf(dialect.separator()),
            "escape", String.valueOf(dialect.escape()),
            "ignoreLeadingWhiteSpace", "true",
            "ignoreTrailingWhiteSpace", "true",
            "maxColumns", Integer.toString(MOST_COLUMNS));
    StructType schema = new StructType();
    for (String name : header(options, heads)) {
      schema = schema.add(name, DataTypes.StringType);
    }
    schema = schema.add(MALFORMED_LINE, DataTypes.StringType);
    // Without enforceSchema=false a second file with other columns would be read by position.
    Dataset<Row> table =
        spark
            .read()
            .option(UpperCaseCodecs.SETTING, codecs)
            .options(options)
            .option("columnPruning", false) // else malformed lines pass where columns are left out
            .option("columnNameOfCorruptRecord", MALFORMED_LINE)
            .option("header", true)
            .option("enforceSchema", false)
            .schema(schema)
            .csv(paths);
    return new SourceTable(input.input(), table, input.format(), ColumnNotes.NONE, input.files());
  }

  /** The header as it stands in the file: Spark would quietly rename duplicates. */
  private List<String> header(Map<String, String> options, List<TextHead> heads) {
    Optional<String> line =
        heads.stream().flatMap(head -> head.lines().stream().limit(1)).findFirst();
    String[] cells = line.map(text -> cells(options, text)).orElse(null);
    if (cells == null) {
      throw new DataException(
          "Cannot read data.input '"
              + input.input()
              + "': found no header; the first line of a CSV file must name its columns");
    }
    return CsvHeader.names(input.input(), cells);
  }

  /** A line's cells, cut as Spark cuts rows. */
  private String[] cells(Map<String, String> options, String line) {
    try {
      return parser(options).parseLine(line);
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
    heads().forEach(head -> JsonLines.requireOneRecordPerLine(input.input(), head));
    DataFrameReader reader =
        spark
            .read()
            .option(UpperCaseCodecs.SETTING, codecs)
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
    return new SourceTable(input.input(), table, input.format(), ColumnNotes.NONE, input.files());
  }
}
