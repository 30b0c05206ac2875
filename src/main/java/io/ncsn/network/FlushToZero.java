package io.ncsn.network;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * While it is open, arithmetic of this thread takes denormal numbers, below 1.2e-38, as 0. Units
 * that saturate make them, and the processor needs a hundred cycles for each: a training that went
 * astray was four times slower for them. Java's own arithmetic keeps them, so it is closed again
 * after each step.
 */
final class FlushToZero implements AutoCloseable {
  private static final Context CONTEXT = torch.globalContext();
  private static final FlushToZero OPEN = new FlushToZero();

  private FlushToZero() {}

  /**
   * Opens it; not while it is open.
   *
   * @param flushes whether denormal numbers are taken as 0; if not, nothing changes
   */
  static FlushToZero open(boolean flushes) {
    CONTEXT.setFlushDenormal(flushes);
    return OPEN;
  }

  @Override
  public void close() {
    CONTEXT.setFlushDenormal(false);
  }
}
