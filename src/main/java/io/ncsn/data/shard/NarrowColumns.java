package io.ncsn.data.shard;

import io.ncsn.data.codec.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds columns that a few far values have crushed: the inner 99 % of the values lie closer
 * together than the least noise, so their distribution cannot be learnt. A code such as 999999999
 * for "unknown" in 0.2 % of the rows does that.
 */
public final class NarrowColumns {
  /** Rows are in the order of their hashes, so the first ones are a sample. */
  private static final int SAMPLE = 5000;

  private static final int LEAST_SAMPLE = 200;
  private static final double TAIL = 0.005;

  private NarrowColumns() {}

  /**
   * A column whose bulk is narrower than the least noise.
   *
   * @param width from the 0.5 % to the 99.5 % quantile, in units of the standardised data
   * @param least the least of the bulk, in the table's units
   * @param greatest the greatest of the bulk, in the table's units
   */
  public record Narrow(String column, double width, double least, double greatest) {}

  /**
   * Looks at the first training rows.
   *
   * @param sigma the least noise level, in units of the standardised data
   */
  public static List<Narrow> of(PreparedTable table, double sigma) {
    List<Shard> sample = sample(table);
    int rows = sample.stream().mapToInt(Shard::rows).sum();
    List<Narrow> narrow = new ArrayList<>();
    if (rows < LEAST_SAMPLE || table.plan().isPresent()) { // quantiles crush nothing
      return narrow;
    }
    List<float[]> blocks = sample.stream().map(Shard::floats).toList();
    float[] values = new float[rows];
    for (int c = 0; c < table.schema().dimension(); c++) {
      TableSchema.Column column = table.schema().columns().get(c);
      if (!column.constant()) {
        fill(values, blocks, table.schema().dimension(), c);
        Arrays.sort(values);
        float low = values[(int) Math.floor(TAIL * (rows - 1))];
        float high = values[(int) Math.ceil((1 - TAIL) * (rows - 1))];
        if (high > low && high - low < sigma) { // a bulk of one value has nothing to learn
          narrow.add(
              new Narrow(
                  column.name(),
                  (double) high - low,
                  table.scaler().fromUnit(c, low),
                  table.scaler().fromUnit(c, high)));
        }
      }
    }
    return narrow;
  }

  private static List<Shard> sample(PreparedTable table) {
    int shards = 0;
    for (int rows = 0; shards < table.shardRows().length && rows < SAMPLE; shards++) {
      rows += table.shardRows()[shards];
    }
    int[] first = new int[shards];
    Arrays.setAll(first, i -> i);
    List<Shard> sample = new ArrayList<>();
    for (List<Shard> partition : table.train().collectPartitions(first)) {
      sample.addAll(partition);
    }
    return sample;
  }

  private static void fill(float[] values, List<float[]> blocks, int dimension, int column) {
    int filled = 0;
    for (float[] block : blocks) {
      for (int at = column; at < block.length; at += dimension) {
        values[filled++] = block[at];
      }
    }
  }
}
