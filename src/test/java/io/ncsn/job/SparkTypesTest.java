package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ncsn.testing.LocalSpark;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Parquet table with a column of each type that Spark has for a cell, with nulls in all. */
class SparkTypesTest {
  /** Each column has many values, few, or both: 0 in a third of the rows. */
  private static final List<String> COLUMNS =
      List.of(
          "cast(id * 37 % 251 - 125 as tinyint) as a_byte",
          "cast(id * 7919 % 65521 - 32760 as smallint) as a_short",
          "if(id % 3 = 0, 0, cast(id * 17 - 9001 as int)) as an_int",
          "id * 4611686018427387 - 4611686018427387904 as a_long",
          "cast(sin(id) * 1000 as float) as a_float",
          "cast(id * 31 % 997 / 8.0 as float) as an_exact_float",
          "exp(id % 41) * cos(id) as a_double",
          "round(id * 13 % 1009 / 100.0 - 3, 2) as a_rounded_double",
          "cast(id * 7 % 1999 / 100.0 - 9 as decimal(7,2)) as a_decimal",
          "cast(id * 9973 as decimal(18,9)) / 1000 as a_fine_decimal",
          "cast(id * 100.25 - 55555.75 as decimal(38,18)) as a_default_decimal",
          "cast(sin(id) * 1e12 as decimal(38,18)) as a_wide_decimal",
          "cast(id * 1000000007 as decimal(38,0)) as a_whole_decimal",
          "array('x', '', ' y ', 'ü', '\n')[cast(id % 5 as int)] as a_text",
          "id % 2 = 0 as a_boolean",
          "date_add(date '1899-12-30', cast(id * 61 as int)) as a_date",
          "timestamp_micros(id * 86399999999 - 2000000000000001) as a_timestamp",
          "cast(date_add(date '2024-02-28', cast(id % 3 as int)) as timestamp_ntz) as a_local_time",
          "lpad(cast(id * 37 % 401 as string), 5, '0') as a_zip_code",
          "cast(id * 17 % 907 - 400 as string) as a_written_number",
          "format_string('%.2f', id * 13 % 997 / 100D) as a_written_price",
          "cast(date_add(date '1999-12-30', cast(id * 7 % 1301 as int)) as string) as a_written_date");

  /** So many different values each keep their own place. */
  private static final int MOST_GRID = 1000;

  private static final SparkSession SPARK = LocalSpark.session();
  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static Dataset<Row> samples;
  private static ShortTraining training;

  @BeforeAll
  static void train() {
    String input = folder.resolve("table.parquet").toString();
    String[] columns =
        IntStream.range(0, COLUMNS.size())
            .mapToObj(c -> "if(id %% 23 = %d, null, %s".formatted(c, COLUMNS.get(c)))
            .map(column -> column.replaceFirst(" as (?=\\w+$)", ") as "))
            .toArray(String[]::new);
    SPARK.range(0, 1601, 1, 3).selectExpr(columns).write().parquet(input);
    table = SPARK.read().parquet(input);
    training =
        new ShortTraining(
            folder,
            "data.input=" + input,
            "data.holdout=0",
            "network.hidden=19,13",
            "train.max-seconds=none",
            "train.max-rounds=2",
            "train.averaging-frequency=7",
            "train.replicas=2");
    samples =
        training
            .model()
            .sampler(ShortTraining.settings("sample.count=2003").settings().sample())
            .rows()
            .drop("sample_id")
            .cache();
  }

  @Test
  void samplesHaveTheTablesColumnsInOrderWithTypesAndNullability() {
    assertThat(samples.schema().fields())
        .extracting(StructField::name, StructField::dataType, StructField::nullable)
        .containsExactly(
            Stream.of(table.schema().fields())
                .map(field -> tuple(field.name(), field.dataType(), field.nullable()))
                .toArray(Tuple[]::new));
  }

  @Test
  void noCellIsBeyondTheTablesRangeAndNoneOfFewIsNew() {
    List<Row> real = table.collectAsList();
    List<Row> made = samples.collectAsList();
    for (int c = 0; c < COLUMNS.size(); c++) {
      String column = table.columns()[c];
      TreeSet<Object> known = cells(real, c);
      TreeSet<Object> drawn = cells(made, c);
      assertThat(known.comparator()).isNull(); // the cells' own order
      assertThat(drawn).as(column).isNotEmpty();
      if (known.size() <= MOST_GRID) {
        assertThat(known).as(column).containsAll(drawn);
      }
      assertThat(known.floor(drawn.first())).as(column + " from " + drawn.first()).isNotNull();
      assertThat(known.ceiling(drawn.last())).as(column + " to " + drawn.last()).isNotNull();
      assertThat(made.stream().filter(nulls(c)).count())
          .as("nulls in " + column)
          .isBetween(1L, 400L);
    }
  }

  @Test
  void numbersHaveTheColumnsDecimals() {
    for (String column : List.of("a_rounded_double", "a_default_decimal")) {
      assertThat(cells(samples.collectAsList(), List.of(table.columns()).indexOf(column)))
          .as(column)
          .allMatch(cell -> new BigDecimal(cell.toString()).stripTrailingZeros().scale() <= 2);
    }
  }

  /** ISO dates are in the order of their texts. */
  @Test
  void datesInTextTakeARange() {
    List<Row> rows =
        training
            .model()
            .sampler(
                ShortTraining.settings(
                        "sample.count=211",
                        "sample.where.a_written_date=2000-02-27..2000-03-02",
                        "sample.where.a_written_number=-17")
                    .settings()
                    .sample())
            .rows()
            .select("a_written_date", "a_written_number")
            .collectAsList();
    assertThat(cells(rows, 0)).hasSizeGreaterThan(1).allMatch(day -> isBetween(day));
    assertThat(cells(rows, 1)).containsExactly("-17");
  }

  private static boolean isBetween(Object day) {
    LocalDate date = LocalDate.parse((String) day);
    return !date.isBefore(LocalDate.of(2000, 2, 27)) && !date.isAfter(LocalDate.of(2000, 3, 2));
  }

  private static Predicate<Row> nulls(int column) {
    return row -> row.isNullAt(column);
  }

  private static TreeSet<Object> cells(List<Row> rows, int column) {
    return rows.stream()
        .filter(nulls(column).negate())
        .map(row -> row.get(column))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
