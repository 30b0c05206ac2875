package io.ncsn.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Opens files by Spark's readers. CSV and JSON are read as text, with the raw line beside it where
 * a line is malformed, so that a cell which holds no number is found and counted instead of turning
 * its whole column into text.
 */
final class TableReader {
  /** Column of the raw text of malformed CSV and JSON lines; null in good rows. */
  static final String MALFORMED_LINE = "malformed_line";

  private final SparkSession spark;
  private final InputFiles input;
  private final String[] paths;

  private TableReader(SparkSession spark, InputFiles input) {
    this.spark = spark;
    this.input = input;
    this.paths =
        input.files().stream().map(file -> file.getPath().toString()).toArray(String[]::new);
  }

  static SourceTable read(SparkSession spark, InputFiles input) {
    TableReader reader = new TableReader(spark, input);
    return SparkErrors.reading(
        input.input(),
        () ->
            switch (input.format()) {
              case CSV -> reader.csv();
              case JSON -> reader.json();
              case ORC -> new SourceTable(input.input(), spark.read().orc(reader.paths), false);
              case PARQUET, AUTO ->
                  new SourceTable(input.input(), spark.read().parquet(reader.paths), false);
            });
  }

  private SourceTable csv() {
    String separator = paths[0].toLowerCase(Locale.ROOT).contains(".tsv") ? "\t" : ",";
    DataFrameReader reader =
        spark
            .read()
            .option("sep", separator)
            .option("ignoreLeadingWhiteSpace", true)
            .option("ignoreTrailingWhiteSpace", true)
            .option("columnNameOfCorruptRecord", MALFORMED_LINE);
    StructType schema = new StructType();
    for (String name : header(reader)) {
      schema = schema.add(name, DataTypes.StringType);
    }
    schema = schema.add(MALFORMED_LINE, DataTypes.StringType);
    // Without enforceSchema=false a second file with other columns would be read by position.
    Dataset<Row> table =
        reader.option("header", true).option("enforceSchema", false).schema(schema).csv(paths);
    return new SourceTable(input.input(), table, true);
  }

  /** The header as it stands in the file: Spark would quietly rename duplicates. */
  private List<String> header(DataFrameReader reader) {
    int first =
        IntStream.range(0, paths.length)
            .filter(i -> input.files().get(i).getLen() > 0)
            .findFirst()
            .orElse(0);
    List<Row> lines = reader.option("header", false).csv(paths[first]).takeAsList(1);
    if (lines.isEmpty()) {
      throw new DataException(
          "Cannot read data.input '"
              + input.input()
              + "': found no header; the first line of a CSV file must name its columns");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < lines.get(0).size(); i++) {
      String name = lines.get(0).getString(i);
      String unique = name == null ? "_c" + i : name;
      if (!seen.add(unique.toLowerCase(Locale.ROOT))) {
        throw new DataException(
            "Cannot read data.input '"
                + input.input()
                + "': found two columns named '"
                + unique
                + "' (case does not count), need different names; rename one in the header");
      }
      names.add(unique);
    }
    return names;
  }

  private SourceTable json() {
    DataFrameReader reader =
        spark
            .read()
            .option("primitivesAsString", true)
            .option("columnNameOfCorruptRecord", MALFORMED_LINE);
    StructType inferred = reader.json(paths).schema();
    StructType schema = new StructType();
    for (var field : inferred.fields()) {
      if (!field.name().equals(MALFORMED_LINE)) {
        schema = schema.add(field);
      }
    }
    schema = schema.add(MALFORMED_LINE, DataTypes.StringType);
    return new SourceTable(input.input(), reader.schema(schema).json(paths), true);
  }
}
