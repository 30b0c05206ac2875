package io.ncsn.bench;

import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Precision;

/**
 * A network whose step and score are measured.
 *
 * @param name last part of the measurements' names
 * @param unit what is counted a second
 * @param spec the network
 * @param forward floating-point operations of a row's forward pass
 * @param step floating-point operations of a row's forward and backward pass
 * @param batch rows of a minibatch
 * @param chains rows whose scores are computed together
 * @param precision precision of both
 */
record KernelCase(
    String name,
    String unit,
    NetworkSpec spec,
    double forward,
    double step,
    int batch,
    int chains,
    Precision precision) {
  private static final int CHAINS = 512;
  private static final int IMAGES = 32; // in a minibatch, as in conf/fashion-mnist.conf

  /** Returns the case of dense layers. */
  static KernelCase of(Size size) {
    return new KernelCase(
        size.toString(),
        "rows/s",
        size.spec(),
        size.forward(),
        size.step(),
        Lab.settings().train().batchSize(),
        CHAINS,
        Precision.FLOAT32);
  }

  /** Returns the case of the default U-Net for grey images of 28 by 28 pixels. */
  static KernelCase unet() {
    NetworkSpec spec = UnetSize.DEFAULT.spec();
    return new KernelCase(
        UnetSize.DEFAULT.toString(),
        "images/s",
        spec,
        spec.forwardFlops(),
        3 * spec.forwardFlops(),
        IMAGES,
        spec.architecture().rowsAtOnce(),
        Precision.FLOAT32);
  }

  /** Returns the same in 16 bits. */
  KernelCase inBfloat16() {
    return new KernelCase(
        name + "-bfloat16", unit, spec, forward, step, batch, chains, Precision.BFLOAT16);
  }
}
