package io.ncsn.evaluate.mixed;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Tables of every kind of column, with nulls, as Spark reads them and as files for Python. */
final class ReferenceTables {
  static final List<MixedColumn> COLUMNS =
      List.of(
          MixedColumn.number("age"),
          MixedColumn.number("amount"),
          MixedColumn.number("day"),
          MixedColumn.number("seen"),
          MixedColumn.category("city"),
          MixedColumn.category("colour"),
          MixedColumn.category("paid"));

  private static final String TYPES =
      "age INT, amount DOUBLE, day DATE, seen TIMESTAMP, city STRING, colour STRING, paid BOOLEAN";

  private static final long FIRST_SECOND = 1_600_000_000L;
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  private final double shift;
  private final UniformRandomProvider random;
  private final ZigguratSampler.NormalizedGaussian normal;

  private ReferenceTables(double shift, long key) {
    this.shift = shift;
    this.random = Streams.of(0, Purpose.DATASET, key);
    this.normal = Streams.normals(random);
  }

  /**
   * Returns rows of a law with dependent columns.
   *
   * @param shift how far the law is from the real rows', 0 for the same
   * @param key chooses the rows
   */
  static List<Row> rows(int count, double shift, long key) {
    ReferenceTables tables = new ReferenceTables(shift, key);
    return IntStream.range(0, count).mapToObj(i -> tables.row()).toList();
  }

  static Dataset<Row> table(List<Row> rows) {
    return MixedTablesOfTests.table(TYPES, rows);
  }

  /** Writes rows as CSV, nulls as empty cells. */
  static Path write(Path file, List<Row> rows) throws IOException {
    String header = COLUMNS.stream().map(MixedColumn::name).collect(Collectors.joining(","));
    List<String> lines = rows.stream().map(ReferenceTables::line).collect(Collectors.toList());
    lines.add(0, header);
    return Files.write(file, lines);
  }

  private static String line(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(j -> Objects.toString(row.get(j), ""))
        .collect(Collectors.joining(","));
  }

  private Row row() {
    double hidden = normal.sample();
    int age = (int) Math.max(17, 40 + 12 * hidden + 5 * normal.sample() + 30 * shift);
    double amount = Math.exp(hidden * (1 - shift) + normal.sample());
    LocalDate day = LocalDate.of(2019, 1, 1).plusDays((long) (997 * random.nextDouble()));
    long second = FIRST_SECOND + (long) (1e6 * Math.abs(hidden + normal.sample()));
    int city = (int) (37 * Math.pow(random.nextDouble(), 2 + shift));
    int colour = (int) Math.min(2, Math.abs(hidden + 0.7 * normal.sample()));
    boolean paid = hidden + normal.sample() > 0.3 - shift / 2;
    return RowFactory.create(
        age,
        random.nextDouble() < 0.07 ? null : amount,
        random.nextDouble() < 0.05 ? null : Date.valueOf(day),
        new Timestamp(1000 * second),
        random.nextDouble() < 0.03 ? null : "c" + city,
        COLOURS.get(colour),
        paid);
  }
}
