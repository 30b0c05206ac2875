package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.config.Choice;
import io.ncsn.network.KernelPlan;
import io.ncsn.waves.BlockJob;
import io.ncsn.waves.InternalRows;
import io.ncsn.waves.WaveOutput;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * A map job over a table's rows with a model. Each result row has the columns that are kept, and
 * then the columns that the model computes.
 */
final class TableJob {
  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final KernelPlan kernel;

  TableJob(SparkSession spark, Checkpoint checkpoint, KernelPlan kernel) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.kernel = kernel;
  }

  /**
   * Returns a row for each row of the table. The rows are computed each time that the result is
   * used; the table's rows are counted now. The batches are those of {@link #write}, since the last
   * bits depend on a batch's size.
   *
   * @param rows columns to keep, then an array of the model's numbers
   * @param columns what the rows get
   * @param compute gives their values
   */
  Dataset<Row> rows(Dataset<Row> rows, StructType columns, RowColumns.Compute compute) {
    return result(rows, schema(rows, columns), compute);
  }

  /** As {@link #writeRows}, as a Dataset. */
  Dataset<Row> result(Dataset<Row> rows, StructType schema, RowColumns.Result result) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    RowColumns rowColumns =
        new RowColumns(
            checkpoint.model(), kernel, context.broadcast(checkpoint.samplingParameters()), result);
    TableBlocks blocks = TableBlocks.of(rows, checkpoint.model().codec().width());
    result.requireRoom(blocks.contents().rows());
    List<List<Integer>> tasks = IntStream.range(0, blocks.count()).mapToObj(List::of).toList();
    // Spark's own rows, as an encoder of others starts Scala's reflection, for half a second.
    JavaRDD<InternalRow> computed =
        blocks
            .batches(tasks)
            .mapPartitions(batches -> InternalRows.of(rowColumns.rows(batches), schema));
    return rows.sparkSession().internalCreateDataFrame(computed.rdd(), schema, false);
  }

  /**
   * Writes a row for each of the table's, or those that an earlier call did not.
   *
   * @param rows columns to keep, then an array of the model's numbers
   * @param columns what the rows get
   * @param settings the settings that the rows depend on, by name
   * @param compute gives their values
   */
  Written write(
      Dataset<Row> rows,
      StructType columns,
      SortedMap<String, String> settings,
      RowColumns.Compute compute,
      WaveTarget target) {
    return writeRows(rows, schema(rows, columns), settings, compute, target);
  }

  /**
   * Writes rows that come of the table's, or those that an earlier call did not.
   *
   * @param rows columns that the result needs, then an array of the model's numbers
   * @param schema the schema that the result has
   * @param settings the settings that the rows depend on, by name
   */
  Written writeRows(
      Dataset<Row> rows,
      StructType schema,
      SortedMap<String, String> settings,
      RowColumns.Result result,
      WaveTarget target) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TableBlocks blocks = TableBlocks.of(rows, checkpoint.model().codec().width());
    result.requireRoom(blocks.contents().rows());
    SortedMap<String, String> identity = new TreeMap<>(settings);
    identity.put("model", ModelFingerprint.of(checkpoint));
    identity.put("network.kernel", Choice.name(kernel.kernel()));
    identity.put("table", blocks.contents().toString());
    if (blocks.rowsOfBlock() != TableBlocks.BLOCK) { // as of all tables once
      identity.put("rows of a block", Integer.toString(blocks.rowsOfBlock()));
    }
    identity.put("columns", String.join(", ", kept(rows).fieldNames()));
    Broadcast<float[]> parameters = context.broadcast(checkpoint.samplingParameters());
    try {
      RowColumns rowColumns = new RowColumns(checkpoint.model(), kernel, parameters, result);
      return new WaveOutput(spark, target, OptionalInt.empty())
          .write(new Blocks(blocks, schema, identity, rowColumns));
    } finally {
      parameters.destroy();
    }
  }

  private static StructType schema(Dataset<Row> rows, StructType columns) {
    StructType schema = new StructType();
    for (StructType part : List.of(kept(rows), columns)) {
      for (int i = 0; i < part.size(); i++) {
        schema = schema.add(part.apply(i));
      }
    }
    return schema;
  }

  /** Returns the schema of the columns before the model's numbers. */
  static StructType kept(Dataset<Row> rows) {
    StructType schema = new StructType();
    for (int i = 0; i < rows.schema().size() - 1; i++) {
      schema = schema.add(rows.schema().apply(i));
    }
    return schema;
  }

  private record Blocks(
      TableBlocks table, StructType schema, SortedMap<String, String> identity, RowColumns compute)
      implements BlockJob {
    @Override
    public int blocks() {
      return table.count();
    }

    @Override
    public JavaRDD<InternalRow> rows(List<List<Integer>> tasks) {
      StructType columns = schema;
      RowColumns computed = compute;
      return table
          .batches(tasks)
          .mapPartitions(batches -> InternalRows.of(computed.rows(batches), columns));
    }
  }
}
