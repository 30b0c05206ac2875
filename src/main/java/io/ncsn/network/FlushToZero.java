package io.ncsn.network;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * While this is open, the arithmetic of this thread takes denormal numbers (below 1.2e-38) as 0.
 * Saturated units make such numbers, and the processor needs a hundred cycles for each. They made a
 * diverging training four times slower. It is closed after each step, because Java's own arithmetic
 * keeps such numbers.
 */
final class FlushToZero implements AutoCloseable {
  private static final Context CONTEXT = torch.globalContext();
  private static final FlushToZero OPEN = new FlushToZero();

  private FlushToZero() {}

  /**
   * Starts taking denormal numbers as 0. Do not call this while it is open.
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
