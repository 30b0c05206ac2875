package io.ncsn.bench;

/** How often something can be done. */
final class Rate {
  private Rate() {}

  /**
   * Units a second, over about {@code seconds}.
   *
   * @param units that a call of {@code work} does
   */
  static double of(long units, double seconds, Runnable work) {
    long begin = System.nanoTime();
    long calls = 0;
    double elapsed;
    do {
      work.run();
      calls++;
      elapsed = (System.nanoTime() - begin) / 1e9;
    } while (elapsed < seconds);
    return calls * units / elapsed;
  }
}
