package io.ncsn.train;

/** How the replicas' vectors are cut, so that executors can average the parts side by side. */
public final class Segments {
  /** Numbers that a task sums, of all replicas together: 64 MiB, a tenth of a second's work. */
  private static final int SUMMED = 1 << 24;

  /** The greatest length: one segment of one replica is 4 MiB. */
  private static final int MOST = 1 << 20;

  /** The least: shorter ones are mostly the shuffle's own bytes. */
  private static final int LEAST = 1 << 12;

  private Segments() {}

  /** Returns the numbers of a segment, where {@code replicas} are averaged. */
  public static int length(int replicas) {
    return Math.max(LEAST, Math.min(MOST, SUMMED / replicas));
  }

  /** Returns how many segments vectors of {@code numbers} numbers together have. */
  static int count(int numbers, int replicas) {
    return (numbers + length(replicas) - 1) / length(replicas);
  }
}
