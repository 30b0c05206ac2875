package io.ncsn.bench;

/** Work on one thread and without Spark: the same again and again, for some seconds. */
abstract class KernelWork implements Work {
  private final String name;
  private final double seconds;

  /**
   * @param seconds of a repetition
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

  /** Opens what {@link #once} works on. */
  abstract void open();

  /** Does it once. */
  abstract void once();

  /** Units that are done at once. */
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
