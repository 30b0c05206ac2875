package io.ncsn.bench;

/**
 * A measured quantity.
 *
 * @param name such as {@code train-2}
 * @param unit such as {@code rows/s}
 * @param flops floating-point operations of one unit, counting only matrix products; 0 if the
 *     quantity is not a rate of arithmetic
 */
record Quantity(String name, String unit, double flops, Target target) {
  Quantity(String name, String unit) {
    this(name, unit, 0, Target.NONE);
  }
}
