package io.ncsn.bench;

import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Artificial tables as a user has them, before anything is scaled or coded. */
final class MadeUpTables {
  private static final int WHOLE = 4; // of as many columns, one holds whole numbers

  private MadeUpTables() {}

  /**
   * Makes a table with the columns of a census: nine categories of 2 to 42 levels, and six columns
   * of numbers, of which one is taken as a category and two are mostly 0.
   */
  static Dataset<Row> people(Lab lab, int rows) {
    return lab.session()
        .range(0, rows, 1, lab.tasks())
        .selectExpr("cast(17 + 41 * (rand(1) + rand(2) + 0.2 * rand(3)) / 1.2 as int) as age", "*")
        .selectExpr(
            "age",
            level("class", 9, 11),
            "cast(exp(12 + 0.5 * randn(12)) as bigint) as weight",
            level("education", 16, 13),
            "cast(1 + 16 * rand(13) * rand(13) as int) as years",
            level("status", 7, 14),
            level("occupation", 15, 15),
            level("relationship", 6, 16),
            level("group", 5, 17),
            level("sex", 2, 18),
            "if(rand(19) < 0.92, 0, cast(1000 * (1 + age % 97) as int)) as gain",
            "if(rand(20) < 0.95, 0, cast(1500 + 10 * (age % 89) as int)) as loss",
            "if(rand(21) < 0.47, 40, cast(1 + 98 * rand(22) as int)) as hours",
            level("country", 42, 23),
            "if(age + 40 * rand(24) > 70, 'high', 'low') as income");
  }

  /** Makes a category, of whose levels the first are the most frequent. */
  private static String level(String name, int levels, int seed) {
    return "concat('%1$s ', cast(%2$d * rand(%3$d) * rand(%3$d) as int)) as `%1$s`"
        .formatted(name, levels, seed);
  }

  /**
   * Makes a table of numbers that depend on two hidden ones. Every fourth column holds whole
   * numbers.
   *
   * @param seed tables of the same seed have the same rows on as many cores
   */
  static Dataset<Row> numbers(Lab lab, int rows, int columns, int seed) {
    int first = 1000 * seed;
    String[] cells =
        IntStream.range(0, columns).mapToObj(j -> number(j, first + j)).toArray(String[]::new);
    return lab.session()
        .range(0, rows, 1, lab.tasks())
        .selectExpr(
            "randn(%d) as u".formatted(first + columns),
            "randn(%d) as v".formatted(first + columns + 1))
        .selectExpr(cells);
  }

  private static String number(int column, int seed) {
    String value = "cos(%1$d) * u + sin(%1$d) * u * v + 0.3 * randn(%2$d)".formatted(column, seed);
    return column % WHOLE == WHOLE - 1
        ? "cast(round(4 * (%s)) as int) as x%d".formatted(value, column)
        : "%s as x%d".formatted(value, column);
  }
}
