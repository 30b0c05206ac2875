package io.ncsn.sample;

import io.ncsn.waves.BlockJob;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Draws samples in blocks of chains. */
record SampleJob(
    JavaSparkContext context,
    BlockSampler sampler,
    StructType schema,
    SortedMap<String, String> identity)
    implements BlockJob {
  @Override
  public int blocks() {
    return sampler.blocks().number();
  }

  @Override
  public JavaRDD<InternalRow> rows(List<List<Integer>> tasks) {
    BlockSampler drawing = sampler; // tasks must not take the context with them
    StructType columns = schema;
    return context
        .parallelize(tasks, tasks.size())
        .flatMap(blocks -> drawing.sample(blocks, columns));
  }
}
