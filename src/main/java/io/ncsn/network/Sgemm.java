package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.mm_out;

import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Large square matrix products on one thread. They show the greatest speed of this machine, with
 * which other work is compared. One thread at a time.
 */
public final class Sgemm implements AutoCloseable {
  private static final int SIZE = 1024;
  private static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;

  /** The cores of OpenBLAS 0.3.31 with AVX or better, and those of ARM. */
  private static final List<String> CORES =
      List.of(
          "SAPPHIRERAPIDS",
          "COOPERLAKE",
          "SKYLAKEX",
          "ZEN",
          "HASWELL",
          "EXCAVATOR",
          "STEAMROLLER",
          "PILEDRIVER",
          "BULLDOZER",
          "SANDYBRIDGE",
          "NEHALEM",
          "ARMV8",
          "NEOVERSEN1",
          "NEOVERSEN2",
          "NEOVERSEV1");

  private final TorchBuffers buffers = new TorchBuffers();
  private final Tensor left;
  private final Tensor right;
  private final Tensor product;

  /** Allocates the matrices. */
  public Sgemm() {
    Natives.loadTorch();
    left = buffers.empty(SIZE, SIZE);
    right = buffers.empty(SIZE, SIZE);
    product = buffers.empty(SIZE, SIZE);
    left.normal_();
    right.normal_();
    mm_out(product, left, right);
  }

  /** Returns floating-point operations per second, measured for about {@code seconds}. */
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

  /** Returns the processor whose kernels OpenBLAS has chosen, such as {@code COOPERLAKE}. */
  public static String core() {
    Natives.loadTorch();
    Pointer chosen = Loader.addressof("gotoblas");
    if (chosen == null) {
      return "unknown";
    }
    // The kernels in force are a pointer to one of the tables of kernels, each a symbol.
    long address = new LongPointer(chosen).get();
    return CORES.stream()
        .filter(core -> isAt(address, Loader.addressof("gotoblas_" + core)))
        .findFirst()
        .orElse("another");
  }

  private static boolean isAt(long address, Pointer table) {
    return table != null && table.address() == address;
  }

  @Override
  public void close() {
    buffers.close();
  }
}
