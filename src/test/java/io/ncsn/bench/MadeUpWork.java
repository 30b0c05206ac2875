package io.ncsn.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Work that does nothing, in a unit of calls: its measurements are the numbers that it is given.
 */
final class MadeUpWork implements Work {
  private final int threads;
  private final double[] measured;
  private final List<String> peer;
  private final List<String> calls = new ArrayList<>();
  private int next;

  /**
   * Makes the work.
   *
   * @param peer what the peer is asked for; empty: nothing
   * @param measured one number for each repetition, again from the first after the last
   */
  MadeUpWork(int threads, List<String> peer, double... measured) {
    this.threads = threads;
    this.peer = peer;
    this.measured = measured;
  }

  /** What was called, in order. */
  List<String> calls() {
    return calls;
  }

  @Override
  public String name() {
    return "made-up";
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity("made-up", "rows/s"));
  }

  @Override
  public void prepare() {
    calls.add("prepare");
  }

  @Override
  public double[] measure() {
    calls.add("measure");
    return new double[] {measured[next++ % measured.length]};
  }

  @Override
  public List<String> peer() {
    return peer;
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
