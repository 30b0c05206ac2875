package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.mm_out;

import org.bytedeco.pytorch.Tensor;

/**
 * Large square matrix products on one thread: the most arithmetic that this machine can do, to
 * measure other work against. One thread at a time.
 */
public final class Sgemm implements AutoCloseable {
  private static final int SIZE = 1024;
  private static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;

  private final TorchBuffers buffers = new TorchBuffers();
  private final Tensor left;
  private final Tensor right;
  private final Tensor product;

  /** Takes its memory. */
  public Sgemm() {
    Natives.loadTorch();
    left = buffers.empty(SIZE, SIZE);
    right = buffers.empty(SIZE, SIZE);
    product = buffers.empty(SIZE, SIZE);
    left.normal_();
    right.normal_();
    mm_out(product, left, right);
  }

  /** Floating-point operations a second, over about {@code seconds}. */
  public double flops(double seconds) {
    Natives.loadTorch();
    long begin = System.nanoTime();
    int products = 0;
    double elapsed;
    do {
      mm_out(product, left, right);
      products++;
      elapsed = (System.nanoTime() - begin) / 1e9;
    } while (elapsed < seconds);
    return products * FLOPS / elapsed;
  }

  @Override
  public void close() {
    buffers.close();
  }
}
