package io.ncsn.data.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.JavaConverters;

/**
 * Takes columns as Spark's vectorised readers (Parquet, ORC) hand them over, before Spark makes
 * rows of them.
 */
final class ColumnBatches {
  private ColumnBatches() {}

  /** The plan's columns, in its order, if all it does is to choose columns of a vectorised scan. */
  static Optional<JavaRDD<Object>> of(SparkPlan plan) {
    SparkPlan scan = scanBelow(plan);
    if (!scan.supportsColumnar()) {
      return Optional.empty();
    }
    Map<ExprId, Integer> places = new HashMap<>();
    for (Attribute scanned : JavaConverters.seqAsJavaList(scan.output())) {
      places.put(scanned.exprId(), places.size());
    }
    int[] ordinals =
        JavaConverters.seqAsJavaList(plan.output()).stream()
            .mapToInt(column -> places.getOrDefault(column.exprId(), -1))
            .toArray();
    for (int ordinal : ordinals) {
      if (ordinal < 0) {
        return Optional.empty(); // a computed column
      }
    }
    RDD<ColumnarBatch> batches = scan.executeColumnar();
    return Optional.of(batches.toJavaRDD().map(batch -> select(batch, ordinals)));
  }

  private static SparkPlan scanBelow(SparkPlan plan) {
    SparkPlan scan = plan;
    while (scan instanceof WholeStageCodegenExec
        || scan instanceof InputAdapter
        || scan instanceof ColumnarToRowExec
        || scan instanceof ProjectExec) {
      scan = scan.children().head();
    }
    return scan;
  }

  private static Object select(ColumnarBatch batch, int[] ordinals) {
    ColumnVector[] columns = new ColumnVector[ordinals.length];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = batch.column(ordinals[c]);
    }
    return new ColumnarBatch(columns, batch.numRows());
  }
}
