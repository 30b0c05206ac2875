package io.ncsn.waves;

import io.ncsn.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * A job of ten blocks: block b holds the rows 3b, 3b + 1 and 3b + 2.
 *
 * @param bad a block that fails
 * @param computed counts blocks
 */
record Numbers(int bad, String seed, LongAccumulator computed) implements BlockJob {
  static final int BLOCKS = 10;
  static final List<Integer> ALL = IntStream.range(0, 3 * BLOCKS).boxed().toList();

  private static final SparkSession SPARK = LocalSpark.session();

  static Numbers good() {
    return failingAt(-1);
  }

  static Numbers failingAt(int bad) {
    return new Numbers(bad, "1", SPARK.sparkContext().longAccumulator());
  }

  @Override
  public int blocks() {
    return BLOCKS;
  }

  @Override
  public StructType schema() {
    return new StructType().add("n", DataTypes.IntegerType, false);
  }

  @Override
  public SortedMap<String, String> identity() {
    return new TreeMap<>(Map.of("seed", seed));
  }

  @Override
  public JavaRDD<InternalRow> rows(List<List<Integer>> tasks) {
    return rows(tasks, bad, computed);
  }

  private static JavaRDD<InternalRow> rows(
      List<List<Integer>> tasks, int bad, LongAccumulator computed) {
    return JavaSparkContext.fromSparkContext(SPARK.sparkContext())
        .parallelize(tasks, tasks.size())
        .flatMap(
            blocks ->
                blocks.stream()
                    .flatMap(
                        block -> {
                          if (block == bad) {
                            throw new IllegalStateException("block " + block);
                          }
                          computed.add(1);
                          return IntStream.range(3 * block, 3 * block + 3).mapToObj(Numbers::row);
                        })
                    .iterator());
  }

  private static InternalRow row(int number) {
    return new GenericInternalRow(new Object[] {number});
  }
}
