package io.ncsn.data.read;

import io.ncsn.config.InputKind;
import io.ncsn.data.codec.DataException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import scala.collection.JavaConverters;

/** Opens the rows of a SELECT. */
final class SqlQuery {
  private SqlQuery() {}

  /**
   * Returns the rows. Nothing runs that would change a table.
   *
   * @param input {@code query:} and the SELECT
   * @throws DataException if it is none, cannot be understood, or gives other rows each time
   */
  static Dataset<Row> open(SparkSession spark, String input) {
    String text = InputKind.QUERY.rest(input);
    return SparkErrors.reading(
        input,
        () -> {
          requireReading(input, parsed(spark, input, text));
          Dataset<Row> rows = spark.sql(text);
          StableQuery.require(input, rows.queryExecution().analyzed());
          requireDistinct(input, rows.columns());
          return rows;
        });
  }

  private static LogicalPlan parsed(SparkSession spark, String input, String text) {
    try {
      return spark.sessionState().sqlParser().parsePlan(text);
    } catch (ParseException e) {
      throw new DataException(
          "Cannot read data.input '%s': Spark SQL does not understand it: %s"
              .formatted(input, SparkErrors.reason(e).replaceAll("^[; ]+|[; ]+$", "")),
          e);
    }
  }

  /** Spark runs a command as soon as it is given one, wherever it stands in a statement. */
  private static void requireReading(String input, LogicalPlan plan) {
    Deque<LogicalPlan> left = new ArrayDeque<>(List.of(plan));
    while (!left.isEmpty()) {
      LogicalPlan next = left.pop();
      if (next instanceof Command || next instanceof ParsedStatement) {
        throw new DataException(
            "Cannot read data.input '%s': found a statement that does more than read (%s); write a SELECT alone"
                .formatted(input, next.nodeName()));
      }
      left.addAll(JavaConverters.seqAsJavaList(next.children()));
    }
  }

  private static void requireDistinct(String input, String[] names) {
    Set<String> seen = new HashSet<>();
    Arrays.stream(names)
        .filter(name -> !seen.add(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new DataException(
                  "Cannot read data.input '%s': found two columns '%s' (case does not count); name one of them otherwise, by AS"
                      .formatted(input, name));
            });
  }
}
