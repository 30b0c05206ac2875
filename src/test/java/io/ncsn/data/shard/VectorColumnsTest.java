package io.ncsn.data.shard;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.ColumnKind;
import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.VectorCodec;
import io.ncsn.data.plan.ColumnPlan;
import io.ncsn.job.ShortTraining;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with columns of vectors: which are modelled by the kinds of their columns, and how. */
class VectorColumnsTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  private static Dataset<Row> table() {
    return SPARK
        .range(0, 211, 1, 3)
        .selectExpr("id % 17 / 4D as x", "array(id % 5, id % 3) as a")
        .withColumn("v", array_to_vector(expr("array(x, 1 - x)")));
  }

  @Test
  void numbersBesideAVectorAreModelledByTheirKinds() {
    assertThat(prepared(table().select("x", "a")).plan().orElseThrow().columns())
        .extracting(ColumnPlan::kind)
        .containsExactly(ColumnKind.CATEGORY, ColumnKind.VECTOR);
    assertThat(prepared(table().select("a", "v")).plan().orElseThrow().columns())
        .extracting(column -> column.codec().type())
        .containsExactly("array<bigint>", "vector");
  }

  @Test
  void aVectorThatIsNamedAloneIsATableOfNumbers() {
    for (String column : List.of("a", "v")) {
      PreparedTable named = prepared(table(), "data.features=" + column);
      assertThat(named.plan()).as(column).isEmpty();
      assertThat(named.schema().dimension()).isEqualTo(2);
    }
    assertThat(prepared(table(), "data.columns=x").plan()).isEmpty();
  }

  @Test
  void quantilesTakeAVectorAlone() {
    PreparedTable alone = prepared(table().select("v"), "data.scale=quantile");

    assertThat(alone.plan().orElseThrow().channels()).isEqualTo(2);
    assertThat(alone.rows()).isEqualTo(211);
  }

  /** JSON holds numbers as text, of which the type is found out. */
  @Test
  void arraysOfJsonGetTheTypeOfTheirNumbers() throws IOException {
    List<String> lines =
        IntStream.range(0, 97)
            .mapToObj(
                i ->
                    "{\"a\": \"t%d\", \"whole\": [%d, -7], \"real\": [%d.5, 2e3], \"long\": [%d]}"
                        .formatted(i % 3, i % 5, i % 7, 3_000_000_000L + i % 4))
            .toList();
    Path file = Files.write(folder.resolve("table.json"), lines);

    PlannedTable planned = PlannedTable.of(SPARK, settings("data.input=" + file));

    assertThat(planned.mixed()).isTrue();
    assertThat(planned.plan().columns())
        .extracting(column -> column.codec().type())
        .containsExactly("string", "array<bigint>", "array<double>", "array<int>");
    assertThat(planned.plan().columns().get(1).values())
        .isEqualTo("1 number, 3000000000 to 3000000003");
  }

  /** Equal weights change nothing. */
  @Test
  void rowsOfVectorsHaveWeights() {
    PreparedTable plain = prepared(table().select("x", "a", "v"));
    PreparedTable weighed = prepared(table().withColumn("k", lit(3)), "data.weight=k");

    assertThat(weighed.rows()).isEqualTo(plain.rows());
    assertThat(weighed.fingerprint()).isEqualTo(plain.fingerprint());
    PreparedTable twice =
        prepared(table().withColumn("k", expr("if(a[0] = 0, 2, 1)")), "data.weight=k");
    VectorCodec vector = (VectorCodec) twice.plan().orElseThrow().columns().get(1).codec();
    assertThat(vector.length()).isEqualTo(2);
  }

  private PreparedTable prepared(Dataset<Row> table, String... further) {
    String work = folder.resolve("work-" + System.nanoTime()).toString();
    return TablePreparer.prepare(table, settings(further), 1, List.of(), work);
  }

  private static DataSettings settings(String... further) {
    return ShortTraining.settings(further).settings().data();
  }
}
