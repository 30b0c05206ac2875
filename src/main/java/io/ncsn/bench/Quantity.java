package io.ncsn.bench;

/**
 * Something that is measured.
 *
 * @param name such as {@code train-2}
 * @param unit such as {@code rows/s}
 * @param flops floating-point operations of one unit, of matrix products alone; 0 where it is not a
 *     rate of arithmetic
 */
record Quantity(String name, String unit, double flops, Target target) {
  Quantity(String name, String unit) {
    this(name, unit, 0, Target.NONE);
  }
}
