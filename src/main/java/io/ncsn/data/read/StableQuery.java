package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import scala.collection.JavaConverters;

/** Finds what makes a query give other rows each time that it is run. */
final class StableQuery {
  /** Spark calls them deterministic, for they are one value within a run. */
  private static final Set<String> CLOCKS =
      Set.of("CurrentTimestamp", "CurrentDate", "Now", "LocalTimestamp", "CurrentBatchTimestamp");

  private StableQuery() {}

  /**
   * Checks a query.
   *
   * @throws DataException if it is of chance, asks a clock, or takes some rows of no order
   */
  static void require(String input, LogicalPlan analyzed) {
    if (!analyzed.deterministic()) {
      throw refusal(
          input,
          "it gives other rows each time that it is run, by a function such as rand() or uuid(), and rows are read more than once; write its rows into a table first");
    }
    for (LogicalPlan part : parts(analyzed)) {
      if (asksAClock(part)) {
        throw refusal(
            input,
            "it asks for the time now, which is another one each time that rows are read; write the date or time into the query");
      }
      if (isLimit(part) && !isOrdered(JavaConverters.seqAsJavaList(part.children()).get(0))) {
        throw refusal(
            input,
            "it takes some rows of a table without an order, which may be others each time that rows are read; put ORDER BY before LIMIT or OFFSET, by columns that tell all rows apart");
      }
    }
  }

  /** Returns the query and all that it is made of, subqueries included. */
  private static List<LogicalPlan> parts(LogicalPlan plan) {
    List<LogicalPlan> all = new ArrayList<>();
    Deque<LogicalPlan> left = new ArrayDeque<>(List.of(plan));
    while (!left.isEmpty()) {
      LogicalPlan next = left.pop();
      all.add(next);
      left.addAll(JavaConverters.seqAsJavaList(next.children()));
      left.addAll(JavaConverters.seqAsJavaList(next.subqueries()));
    }
    return all;
  }

  private static boolean asksAClock(LogicalPlan part) {
    Deque<Expression> left = new ArrayDeque<>(JavaConverters.seqAsJavaList(part.expressions()));
    while (!left.isEmpty()) {
      Expression next = left.pop();
      if (CLOCKS.contains(next.getClass().getSimpleName())) {
        return true;
      }
      left.addAll(JavaConverters.seqAsJavaList(next.children()));
    }
    return false;
  }

  private static boolean isLimit(LogicalPlan part) {
    return part instanceof GlobalLimit || part instanceof Offset;
  }

  /** Returns whether rows have an order, or there is one row only. */
  private static boolean isOrdered(LogicalPlan part) {
    if (part instanceof LocalLimit
        || part instanceof Project
        || part instanceof SubqueryAlias
        || isLimit(part)) {
      return isOrdered(JavaConverters.seqAsJavaList(part.children()).get(0));
    }
    return part instanceof Sort sort && sort.global()
        || part instanceof Aggregate sum && sum.groupingExpressions().isEmpty();
  }

  private static DataException refusal(String input, String why) {
    return new DataException("Cannot read data.input '%s': %s".formatted(input, why));
  }
}
