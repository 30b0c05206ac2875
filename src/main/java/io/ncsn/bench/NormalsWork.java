package io.ncsn.bench;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws standard normals into an array that stays in the cache, on one thread. */
final class NormalsWork extends KernelWork {
  private final float[] values = new float[1 << 16];
  private final UniformRandomProvider random = Streams.of(0, Purpose.DATASET, 0);

  /**
   * Makes the work.
   *
   * @param seconds duration of a repetition
   */
  NormalsWork(double seconds) {
    super("normals", seconds);
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), "normals/s"));
  }

  @Override
  void open() {
    // the array is there
  }

  @Override
  void once() {
    Streams.fillNormal(random, values, values.length);
  }

  @Override
  int units() {
    return values.length;
  }

  @Override
  public List<String> peer() {
    return List.of("normals", "--seconds", String.valueOf(seconds()));
  }
}
