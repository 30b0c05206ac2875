package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No sample has a level or a number outside the table's, another type, or more decimals; and the
 * samples are the same however the work is cut. {@code -Dncsn.exact.samples=1000000} draws more of
 * them, {@code -Dncsn.exact.table=FILE.csv} takes another table, and {@code
 * -Dncsn.exact.seconds=60} trains longer.
 */
class ExactSamplesTest {
  private static final int SAMPLES = Integer.getInteger("ncsn.exact.samples", 20_011);
  private static final String TABLE = System.getProperty("ncsn.exact.table", "");
  private static final int SECONDS = Integer.getInteger("ncsn.exact.seconds", 0);
  private static final int MOST_DECIMALS = 6;

  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static Dataset<Row> samples;
  private static TrainedModel model;

  /** The same with a column for each number of a vector. */
  private static Dataset<Row> cells;

  private static Dataset<Row> sampledCells;

  @BeforeAll
  static void draw() {
    table = TABLE.isEmpty() ? made() : read(TABLE);
    table.cache();
    model = Training.of(ShortTraining.settings(training())).on(table, path("trained")).model();
    samples = drawn("one", 2);
    cells = cells(table);
    sampledCells = cells(samples.drop("sample_id"));
  }

  private static Dataset<Row> cells(Dataset<Row> rows) {
    return List.of(rows.columns()).contains("v")
        ? rows.selectExpr("*", "v[0]", "v[1]", "v[2]", "size(v) as v_size").drop("v")
        : rows;
  }

  private static Dataset<Row> read(String file) {
    return LocalSpark.session().read().option("header", true).option("inferSchema", true).csv(file);
  }

  private static Dataset<Row> made() {
    return LocalSpark.session()
        .range(0, 4_001, 1, 3)
        .selectExpr(
            "cast(id * 7919 % 100003 / 100.0 as double) as cents",
            "cast(id * 31 % 7001 / 100.0 as decimal(9, 2)) as exact_cents",
            "cast(id % 1801 / 4.0 as float) as quarters",
            "if(id % 5 = 0, null, cast(id * 17 % 1501 - 700 as int)) as whole_or_null",
            "if(id % 3 = 0, 0, id * 29 % 90001) as often_zero",
            "date_add(date '2019-02-27', cast(id * 7 % 1201 as int)) as day",
            "if(id % 7 = 0, null, timestamp_seconds(1600000000 + id * 3607)) as second",
            "if(id % 11 = 0, null, array('a', 'b', 'ü, \"x\"')[cast(id % 3 as int)]) as text",
            "concat('level ', cast(pow(id % 1001, 2) as int) % 409) as many",
            "lpad(cast(id * 7 % 613 as string), 5, '0') as zip",
            "cast(id * 3 % 1201 - 600 as string) as written_number",
            "cast(date_add(date '2001-02-27', cast(id * 11 % 1301 as int)) as string) as written_day",
            "if(id % 17 = 0, null, array(float(id % 1801 / 4.0), float(sin(id)), float(id % 2))) as v",
            "id % 13 = 0 as yes",
            "cast(id % 3 - 1 as tinyint) as sign");
  }

  private static String[] training() {
    List<String> all = new ArrayList<>(List.of("data.scale=quantile", "data.seed=5"));
    if (SECONDS > 0) {
      all.addAll(List.of("train.max-seconds=" + SECONDS, "train.batch-size=512"));
    } else {
      all.addAll(List.of("network.hidden=19,13", "train.max-seconds=none", "train.max-rounds=2"));
      all.addAll(List.of("train.averaging-frequency=7", "train.replicas=2"));
    }
    return all.toArray(String[]::new);
  }

  private static Dataset<Row> drawn(String name, int partitions) {
    model
        .sampler(
            ShortTraining.settings(
                    "sample.count=" + SAMPLES,
                    "sample.seed=7",
                    "sample.sampler=dpm-solver",
                    "sample.steps=8",
                    "sample.partitions=" + partitions)
                .settings()
                .sample())
        .rows()
        .write()
        .parquet(path(name));
    return LocalSpark.session().read().parquet(path(name));
  }

  @Test
  void typesAndNamesAreTheTables() {
    assertThat(Stream.of(samples.drop("sample_id").schema().fields()).map(f -> type(f)).toList())
        .isEqualTo(Stream.of(table.schema().fields()).map(f -> type(f)).toList());
    assertThat(samples.count()).isEqualTo(SAMPLES);
  }

  private static String type(StructField field) {
    return field.name() + " " + field.dataType().sql();
  }

  @Test
  void noCellIsOutsideTheTable() {
    for (StructField field : cells.schema().fields()) {
      String column = field.name();
      assertThat(outside(field)).as(column).isZero();
      if (cells.where("`%s` is null".formatted(column)).isEmpty()) {
        assertThat(sampledCells.where("`%s` is null".formatted(column)).count())
            .as(column)
            .isZero();
      }
    }
  }

  /** Counts cells whose level the table lacks, or that are beyond its range or have more digits. */
  private static long outside(StructField field) {
    String cell = "`" + field.name() + "`";
    DataType type = field.dataType();
    if (type.equals(DataTypes.StringType) || type.equals(DataTypes.BooleanType)) {
      return sampledCells
          .select(field.name())
          .na()
          .drop()
          .except(cells.select(field.name()))
          .count();
    }
    Row range = cells.selectExpr("min(%1$s)".formatted(cell), "max(%1$s)".formatted(cell)).first();
    int decimals = decimals(cell, type);
    String rough = decimals < 0 ? "false" : "not (%s)".formatted(hasDecimals(cell, type, decimals));
    Dataset<Row> ends =
        LocalSpark.session().createDataFrame(List.of(range), ends(type)).coalesce(1);
    return sampledCells
        .crossJoin(ends)
        .where("%1$s < least_end or %1$s > greatest_end or %2$s".formatted(cell, rough))
        .count();
  }

  private static StructType ends(DataType type) {
    return new StructType().add("least_end", type).add("greatest_end", type);
  }

  /** Returns the decimals of a column of floating-point numbers; −1 if they are not few. */
  private static int decimals(String cell, DataType type) {
    boolean isReal = type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
    for (int decimals = 0; isReal && decimals <= MOST_DECIMALS; decimals++) {
      if (cells.where("not (%s)".formatted(hasDecimals(cell, type, decimals))).isEmpty()) {
        return decimals;
      }
    }
    return -1;
  }

  private static String hasDecimals(String cell, DataType type, int decimals) {
    return "cast(cast(%1$s as decimal(30, %2$d)) as %3$s) = %1$s"
        .formatted(cell, decimals, type.sql());
  }

  @Test
  void samplesAreTheSameHoweverTheWorkIsCut() {
    assertThat(hash(drawn("two", 5))).isEqualTo(hash(samples));
    assertThat(samples.select("sample_id").distinct().count()).isEqualTo(SAMPLES);
  }

  private static Row hash(Dataset<Row> rows) {
    return rows.selectExpr("bit_xor(xxhash64(*))", "count(*)").first();
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
