package io.ncsn.bench;

/** Work on one thread without Spark, repeated for some seconds. */
abstract class KernelWork implements Work {
  private final String name;
  private final double seconds;

  /**
   * Makes the work.
   *
   * @param seconds duration of a repetition
   */
  KernelWork(String name, double seconds) {
    this.name = name;
    this.seconds = seconds;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int threads() {
    return 1;
  }

  final double seconds() {
    return seconds;
  }

  /** Allocates the data that {@link #once} uses. */
  abstract void open();

  /** Does the work once. */
  abstract void once();

  /** Returns the number of units that {@link #once} does. */
  abstract int units();

  @Override
  public final void prepare() {
    open();
    measure();
  }

  @Override
  public final double[] measure() {
    return new double[] {Rate.of(units(), seconds, this::once)};
  }
}
