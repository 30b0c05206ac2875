package io.ncsn.data.shard;

import java.io.Serializable;

/**
 * Cuts {@code total} ordered items into {@code parts} runs whose sizes differ by at most one, the
 * larger first.
 *
 * @param total number of items
 * @param parts number of runs, &gt; 0, or 0 if there are no items
 */
public record EvenSplit(long total, int parts) implements Serializable {

  public long first(int part) {
    return part * quotient() + Math.min(part, remainder());
  }

  public long size(int part) {
    return first(part + 1) - first(part);
  }

  int partOf(long thing) {
    long inLarger = remainder() * (quotient() + 1);
    return thing < inLarger
        ? (int) (thing / (quotient() + 1))
        : (int) (remainder() + (thing - inLarger) / quotient());
  }

  private long quotient() {
    return total / parts;
  }

  private long remainder() {
    return total % parts;
  }
}
