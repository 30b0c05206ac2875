package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.data.codec.RowValues;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.TrainedNetwork;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Adds columns to rows where they are: a map of each partition by itself. Nothing is counted, moved
 * or computed before the result is used, so it also works on streams. A row is computed together
 * with its neighbours in its partition, and the last bits of its values may depend on them; {@link
 * TableJob} fixes the neighbours instead.
 */
public final class RowsInPlace {
  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final KernelPlan kernel;

  /** Adds what {@code checkpoint}'s network says, computed by {@code kernel}. */
  public RowsInPlace(SparkSession spark, Checkpoint checkpoint, KernelPlan kernel) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.kernel = kernel;
  }

  /** Returns the table with more columns. */
  public Dataset<Row> with(Dataset<Row> table, RowValues values, List<AddedColumn> added) {
    StructType schema = table.schema();
    for (AddedColumn column : added) {
      schema = schema.add(column.field());
    }
    RowColumns columns =
        new RowColumns(
            checkpoint.model(),
            kernel,
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(checkpoint.samplingParameters()),
            new Added(List.copyOf(added)));
    int width = checkpoint.model().codec().width();
    MapPartitionsFunction<Row, Row> map =
        rows -> columns.rows(new HeldBatches(rows, values, width));
    return table.mapPartitions(map, Encoders.row(schema));
  }

  /** Kept columns, and then those that are added. Columns of one computation share it. */
  private record Added(List<AddedColumn> columns) implements RowColumns.Compute {
    @Override
    public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
      Object[][] found = new Object[batch.rows()][columns.size()];
      List<RowColumns.Compute> computes =
          columns.stream().map(AddedColumn::compute).distinct().toList();
      for (RowColumns.Compute compute : computes) {
        List<Object[]> values = compute.of(batch, network);
        for (int c = 0; c < columns.size(); c++) {
          if (columns.get(c).compute().equals(compute)) {
            int index = columns.get(c).index();
            int column = c;
            IntStream.range(0, found.length)
                .forEach(row -> found[row][column] = values.get(row)[index]);
          }
        }
      }
      return Arrays.asList(found);
    }
  }

  /** Cuts a partition's rows into batches, and leaves out those that are to be left out. */
  private static final class HeldBatches implements Iterator<RowBlock> {
    private final Iterator<Row> rows;
    private final RowValues values;
    private final int width;
    private final Object[][] kept = new Object[TableBlocks.BATCH][];
    private final double[] numbers;
    private int filled;
    private long first;

    HeldBatches(Iterator<Row> rows, RowValues values, int width) {
      this.rows = rows;
      this.values = values;
      this.width = width;
      this.numbers = new double[TableBlocks.BATCH * width];
    }

    @Override
    public boolean hasNext() {
      while (filled < kept.length && rows.hasNext()) {
        Row row = rows.next();
        double[] found = values.of(row);
        if (found != null) {
          kept[filled] = IntStream.range(0, row.size()).mapToObj(row::get).toArray();
          System.arraycopy(found, 0, numbers, filled * width, width);
          filled++;
        }
      }
      return filled > 0;
    }

    @Override
    public RowBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      RowBlock block =
          new RowBlock(first, Arrays.copyOf(kept, filled), Arrays.copyOf(numbers, filled * width));
      first += filled;
      filled = 0;
      return block;
    }
  }
}
