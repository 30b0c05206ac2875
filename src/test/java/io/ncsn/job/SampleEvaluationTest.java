package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleEvaluationTest {
  @TempDir private Path folder;

  @Test
  void interpolatedSamplesAreMeasuredByTheColumnsOfTheTable() {
    Dataset<Row> samples = rows("id as sample_id", "x", "y", "id / 100d as interpolation");

    assertThat(measuredColumns(samples, rows("x", "y"))).containsExactly("x", "y");
  }

  @Test
  void interpolatedSamplesOfAnArrayAreMeasuredByTheArray() {
    Dataset<Row> samples =
        rows("id as sample_id", "array(x, y) as features", "id / 100d as interpolation");

    assertThat(measuredColumns(samples, rows("array(y, x) as features"))).hasSize(2);
  }

  @Test
  void aColumnOfTheTableIsMeasuredThoughItIsNamedAsOneOfTheSamples() {
    Dataset<Row> table = rows("x", "y as interpolation");
    Dataset<Row> samples = rows("id as sample_id", "x", "y as interpolation");

    assertThat(measuredColumns(samples, table)).containsExactly("x", "interpolation");
  }

  private List<String> measuredColumns(Dataset<Row> samples, Dataset<Row> reference) {
    String table = folder.resolve("table").toString();
    reference.write().parquet(table);
    var settings =
        ShortTraining.settings("data.input=" + table, "evaluate.rows=90", "evaluate.projections=4");
    SampleEvaluation evaluation = new SampleEvaluation(LocalSpark.session(), settings);
    SampleEvaluation.Measured byPath =
        evaluation.measure(samples, folder.resolve("work").toString());
    SampleEvaluation.Measured held =
        evaluation.measure(samples, reference, folder.resolve("work-held").toString());
    assertThat(held.result().toJson()).isEqualTo(byPath.result().toJson());
    return byPath.reference().schema().columns().stream().map(column -> column.name()).toList();
  }

  private static Dataset<Row> rows(String... columns) {
    return LocalSpark.session()
        .range(0, 101, 1, 3)
        .selectExpr("id", "sin(id) as x", "cos(3 * id) as y")
        .selectExpr(columns);
  }
}
