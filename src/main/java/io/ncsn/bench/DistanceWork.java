package io.ncsn.bench;

import io.ncsn.data.distance.MaximumDistance;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.RowProducts;
import java.util.List;

/**
 * Finds the exact greatest distance between two rows of a wide table. All rows are about equally
 * far from the mean.
 */
final class DistanceWork extends SparkWork {
  private static final int DIMENSION = 784;

  private final int rows;
  private PreparedTable table;

  /**
   * Makes the work.
   *
   * @param rows number of rows in the table
   */
  DistanceWork(Lab lab, int rows) {
    super("distance", lab);
    this.rows = rows;
  }

  /** The arithmetic of half a Gram matrix: n²/2 products of d numbers. */
  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), "rows/s", (double) rows * DIMENSION, Target.ofSgemm(0.7)));
  }

  @Override
  public void prepare() {
    table = MadeUp.table(lab().spark(), rows, DIMENSION, 4 * lab().tasks());
    measure();
  }

  /** Returns a rate of 0 if the distance was not found exactly. */
  @Override
  public double[] measure() {
    long begin = System.nanoTime();
    MaximumDistance distance = MaximumDistance.of(table, new RowProducts());
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new double[] {distance.exact() ? rows / seconds : 0};
  }

  @Override
  public List<String> peer() {
    return List.of("distance", "--dim", String.valueOf(DIMENSION), "--rows", String.valueOf(rows));
  }

  @Override
  public void close() {
    table.release();
  }
}
