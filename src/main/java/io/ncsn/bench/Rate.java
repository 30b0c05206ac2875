package io.ncsn.bench;

/** Measures how often work can be done. */
final class Rate {
  private Rate() {}

  /**
   * Returns units per second, measured for about {@code seconds}.
   *
   * @param units number of units that one call of {@code work} does
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
