package io.ncsn.network;

import io.ncsn.data.distance.InnerProducts;
import io.ncsn.data.distance.InnerProducts.Rows;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Two blocks of rows in libtorch's memory, and their products by one thread. */
final class TorchProducts implements InnerProducts.Pair {
  private static final long ROWS = 0;

  private final TorchBuffers buffers = new TorchBuffers();
  private final Tensor first;
  private final Tensor second;
  private Tensor products;
  private FloatPointer memory;

  TorchProducts(float[] first, float[] second, int dimension) {
    Natives.loadTorch();
    this.first = load(first, dimension);
    this.second = first == second ? this.first : load(second, dimension);
  }

  private Tensor load(float[] rows, int dimension) {
    Tensor tensor = buffers.empty(rows.length / dimension, dimension);
    buffers.memory(tensor).put(rows);
    return tensor;
  }

  @Override
  public void of(Rows firstRows, Rows secondRows, float[] found) {
    int size = Math.multiplyExact(firstRows.count(), secondRows.count());
    if (products == null || products.numel() < size) {
      products = buffers.empty(size);
      memory = buffers.memory(products);
    }
    try (Tensor left = first.narrow(ROWS, firstRows.start(), firstRows.count());
        Tensor right = second.narrow(ROWS, secondRows.start(), secondRows.count());
        Tensor columns = right.t();
        Tensor part = products.narrow(ROWS, 0, size);
        Tensor table = part.view(firstRows.count(), secondRows.count())) {
      torch.mm_out(table, left, columns);
    }
    memory.get(found, 0, size);
  }

  @Override
  public void close() {
    buffers.close();
  }
}
