package io.ncsn.network;

import io.ncsn.data.distance.InnerProducts;
import io.ncsn.data.distance.InnerProducts.Rows;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Two blocks of rows in ND4J's memory, and their products by one thread. */
final class Nd4jProducts implements InnerProducts.Pair {
  private final INDArray first;
  private final INDArray second;

  Nd4jProducts(float[] first, float[] second, int dimension) {
    Natives.load();
    this.first = load(first, dimension);
    this.second = first == second ? this.first : load(second, dimension);
  }

  private static INDArray load(float[] rows, int dimension) {
    INDArray vector = FlatVectors.zeros(rows.length);
    FlatVectors.write(rows, vector);
    return vector.reshape('c', rows.length / dimension, dimension);
  }

  @Override
  public void of(Rows firstRows, Rows secondRows, float[] found) {
    // ND4J multiplies into column order, in which the transpose is what is asked for.
    INDArray products =
        Nd4j.create(DataType.FLOAT, new long[] {secondRows.count(), firstRows.count()}, 'f');
    Nd4j.gemm(part(second, secondRows), part(first, firstRows), products, false, true, 1, 0);
    FlatVectors.pointer(products)
        .get(found, 0, Math.multiplyExact(firstRows.count(), secondRows.count()));
  }

  private static INDArray part(INDArray block, Rows rows) {
    return block.get(
        NDArrayIndex.interval(rows.start(), (long) rows.start() + rows.count()),
        NDArrayIndex.all());
  }

  @Override
  public void close() {
    first.close();
    if (second != first) {
      second.close();
    }
  }
}
