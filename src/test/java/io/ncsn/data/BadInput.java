package io.ncsn.data;

import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * An input that cannot be used.
 *
 * @param what in words, as in docs/bad-input.md
 * @param make makes the input in a fresh directory and gives the settings that ask for it
 */
record BadInput(String what, Maker make) {

  interface Maker {
    TestSettings in(Path directory) throws IOException;
  }

  static List<BadInput> all() {
    return Stream.of(BadFiles.all(), BadColumns.all(), BadCells.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String toString() {
    return what;
  }

  /** A file with these lines. */
  static BadInput lines(String what, String file, List<String> lines) {
    return lines(what, file, lines, settings -> settings);
  }

  static BadInput lines(
      String what, String file, List<String> lines, UnaryOperator<TestSettings> change) {
    return new BadInput(
        what, directory -> change.apply(TestSettings.of(write(directory.resolve(file), lines))));
  }

  /** A Parquet table made by a SQL query. */
  static BadInput parquet(String what, String query, UnaryOperator<TestSettings> change) {
    return new BadInput(
        what,
        directory -> {
          Path table = directory.resolve("table.parquet");
          SparkSession spark = LocalSpark.session();
          spark.sql(query).coalesce(1).write().parquet(table.toString());
          return change.apply(TestSettings.of(table));
        });
  }

  static Path bytes(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files, formats and sizes. */
  static final class BadFiles {
    private BadFiles() {}

    static List<BadInput> all() {
      return List.of(
          new BadInput("a file that does not exist", d -> TestSettings.of(d.resolve("no.csv"))),
          new BadInput("an unknown file system", d -> TestSettings.of("nope://host/table.csv")),
          new BadInput("an unknown built-in data set", d -> TestSettings.of("dataset:mnist")),
          new BadInput("an empty directory", TestSettings::of),
          lines("an empty file", "table.csv", List.of()),
          lines("an unknown file name ending", "table.xlsx", List.of("a,b", "1,2")),
          new BadInput(
              "a directory of several formats",
              d -> {
                write(d.resolve("a.csv"), List.of("a", "1"));
                write(d.resolve("b.json"), List.of("{\"a\": 1}"));
                return TestSettings.of(d);
              }),
          lines("a Parquet file that is none", "table.parquet", List.of("PAR1 but no more")),
          lines(
              "a CSV file read as ORC",
              "table.csv",
              List.of("a,b", "1,2"),
              settings -> settings.format(Format.ORC)),
          new BadInput(
              "a Parquet table with a damaged file",
              d -> {
                Path table = d.resolve("table.parquet");
                LocalSpark.session().range(9).repartition(2).write().parquet(table.toString());
                damage(table);
                return TestSettings.of(table);
              }),
          lines("a gzip file that is none", "table.csv.gz", List.of("a,b", "1,2")),
          lines("a header and no rows", "table.csv", List.of("a,b")),
          lines("one row", "table.csv", List.of("a,b", "1,2")),
          lines(
              "fewer rows than replicas",
              "table.csv",
              List.of("a,b", "1,2", "2,3", "4,1", "5,2"),
              settings -> settings.holdout(0)),
          lines("a hidden file", "_table.csv", List.of("a,b", "1,2")),
          new BadInput(
              "a file with a colon in its name",
              d -> {
                write(d.resolve("a:b.csv"), List.of("a", "1"));
                return TestSettings.of(d);
              }),
          new BadInput(
              "an ORC file that is none",
              d -> TestSettings.of(bytes(d.resolve("table.orc"), noOrc()))),
          new BadInput(
              "a CSV file that is no text",
              d -> TestSettings.of(bytes(d.resolve("table.csv"), new byte[] {'P', -1, 0, ',', 3}))),
          lines(
              "a JSON document over several lines",
              "table.json",
              List.of("[", "  {", "    \"a\": 1", "  }", "]")),
          new BadInput(
              "Parquet files with different types",
              d -> {
                SparkSession spark = LocalSpark.session();
                spark.sql("select 1.5D x").write().parquet(d.resolve("1.parquet").toString());
                spark.sql("select '2' x").write().parquet(d.resolve("2.parquet").toString());
                return TestSettings.of(d);
              }),
          new BadInput(
              "CSV files with different headers",
              d -> {
                write(d.resolve("1.csv"), List.of("a,b", "1,2", "3,4", "5,6", "7,8", "9,0"));
                write(d.resolve("2.csv"), List.of("a,c", "1,2"));
                return TestSettings.of(d);
              }));
    }

    /** What begins as ORC and ends with the length of a postscript, which is none. */
    private static byte[] noOrc() {
      byte[] bytes = new byte[100];
      bytes[0] = 'O';
      bytes[1] = 'R';
      bytes[2] = 'C';
      bytes[99] = 20;
      return bytes;
    }

    private static void damage(Path table) throws IOException {
      try (var files = Files.list(table)) {
        Path last =
            files
                .filter(file -> file.getFileName().toString().startsWith("part-00001"))
                .findFirst()
                .orElseThrow();
        Files.write(last, "damaged".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Files.deleteIfExists(table.resolve("." + last.getFileName() + ".crc"));
      }
    }
  }

  /** Names and types of columns. */
  static final class BadColumns {
    private static final List<String> PEOPLE =
        List.of("name,age,height", "Ada,36,1.6", "Bob,40,1.8", "Cleo,39,1.7", "Dan,20,1.9");

    private BadColumns() {}

    static List<BadInput> all() {
      return List.of(
          lines("two columns of one name", "table.csv", List.of("a,b,A", "1,2,3")),
          lines("a column with a name of ours", "table.csv", List.of("malformed_line,a", "1,2")),
          lines(
              "a JSON field with a name of ours",
              "table.json",
              List.of("{\"malformed_line\": 1}", "{\"a\": 2}")),
          lines("a column without a name", "table.csv", List.of("a,,b", "1,2,3")),
          lines("a misspelt column", "table.csv", PEOPLE, s -> s.columns("age", "heigth")),
          lines("a misspelt excluded column", "table.csv", PEOPLE, s -> s.exclude("nam")),
          lines("a misspelt features column", "table.csv", PEOPLE, s -> s.features("featres")),
          lines("a column named twice", "table.csv", PEOPLE, s -> s.columns("age", "Age")),
          lines("a text column named", "table.csv", PEOPLE, s -> s.columns("name", "age")),
          lines(
              "an empty column named",
              "table.csv",
              List.of("a,b", "1,", "2,", "3,"),
              s -> s.columns("a", "b")),
          lines("every number excluded", "table.csv", PEOPLE, s -> s.exclude("age", "height")),
          lines("no column of numbers", "table.csv", List.of("a,b", "x,y", "z,w")),
          lines("semicolons between cells", "table.csv", List.of("a;b", "1;2", "3;4")),
          parquet(
              "a boolean column named",
              "select id, id > 2 as adult from range(9)",
              s -> s.columns("id", "adult")),
          parquet(
              "a date column named",
              "select id, date'2020-01-01' as day from range(9)",
              s -> s.columns("id", "day")),
          parquet(
              "a string column of Parquet named",
              "select id, string(id) as age from range(9)",
              s -> s.columns("age")),
          parquet("an array column alone", "select array(id, 1) as pixels from range(9)", s -> s),
          parquet(
              "an array column named as a number",
              "select array(id, 1) as pixels from range(9)",
              s -> s.columns("pixels")),
          parquet(
              "a column of numbers named as features",
              "select id, 2 * id as x from range(9)",
              s -> s.features("x")),
          parquet(
              "arrays without values",
              "select cast(array() as array<double>) as pixels from range(9)",
              s -> s.features("pixels")),
          lines(
              "nothing but constants",
              "table.csv",
              List.of("a,b", "1,2", "1,2", "1,2", "1,2", "1,2", "1,2")));
    }
  }

  /** Cells and lines, with data.bad-rows = fail unless said. */
  static final class BadCells {
    private static final List<String> GOOD = List.of("a,b", "1,2", "2,3", "4,5", "5,1", "3,3");

    private BadCells() {}

    static List<BadInput> all() {
      return List.of(
          withLine("an empty cell", "7,"),
          withLine("NaN in a cell", "nan,7"),
          withLine("an infinite cell", "7,-Infinity"),
          withLine("text where a number belongs", "7,n/a"),
          withLine("a number beyond float32", "1e39,7"),
          withLine("a line with too few cells", "7"),
          withLine("a line with too many cells", "7,8,9"),
          lines(
              "a JSON line cut short",
              "table.json",
              List.of("{\"a\": 1}", "{\"a\": 2}", "{\"a\": 4}", "{\"a\": 3", "{\"a\": 5}")),
          lines(
              "NaN among JSON numbers",
              "table.json",
              List.of("{\"a\": 1}", "{\"a\": 2}", "{\"a\": NaN}", "{\"a\": 4}", "{\"a\": 5}")),
          new BadInput(
              "Parquet files with different columns",
              d -> {
                Path table = d.resolve("table.parquet");
                SparkSession spark = LocalSpark.session();
                spark.sql("select 1 x from range(5)").coalesce(1).write().parquet(table.toString());
                spark.sql("select 2 y").write().mode("append").parquet(table.toString());
                return TestSettings.of(table).columns("x");
              }),
          lines(
              "text among JSON numbers",
              "table.json",
              List.of("{\"a\": 1}", "{\"a\": 2}", "{\"a\": \"three\"}", "{\"a\": 4}")),
          parquet("nothing but bad rows", "select double('NaN') x from range(3)", s -> s),
          parquet(
              "nothing but bad rows, dropped",
              "select double('NaN') x from range(3)",
              s -> s.badRows(BadRows.DROP)),
          parquet("a Parquet table without rows", "select id from range(0)", s -> s),
          parquet(
              "arrays of different lengths",
              "select if(id = 3, array(id), array(id, 2 * id)) as pixels from range(9)",
              s -> s.features("pixels")),
          parquet(
              "null in an array",
              "select if(id = 3, array(id, null), array(id, 2 * id)) as pixels from range(9)",
              s -> s.features("pixels")),
          parquet(
              "infinite values in a table",
              "select id, double(if(id = 3, 'Infinity', string(id))) as x from range(9)",
              s -> s),
          lines(
              "too few good rows left after dropping",
              "table.csv",
              List.of("a,b", "1,", "2,", "3,", "4,5", "5,"),
              s -> s.badRows(BadRows.DROP)));
    }

    private static BadInput withLine(String what, String line) {
      List<String> lines = new java.util.ArrayList<>(GOOD);
      lines.add(line);
      return lines(what, "table.csv", lines);
    }
  }
}
