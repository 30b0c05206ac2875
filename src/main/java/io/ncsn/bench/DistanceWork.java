package io.ncsn.bench;

import io.ncsn.data.distance.MaximumDistance;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.RowProducts;
import java.util.List;

/**
 * The greatest distance of two rows, exactly, of a wide table whose rows are all about as far out.
 */
final class DistanceWork extends SparkWork {
  private static final int DIMENSION = 784;

  private final int rows;
  private PreparedTable table;

  /**
   * @param rows of the table
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

  /** No rows a second where the distance was not found exactly. */
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
    table.train().unpersist();
  }
}
