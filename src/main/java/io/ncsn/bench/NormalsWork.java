package io.ncsn.bench;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Standard normals into an array that stays in the cache, on one thread. */
final class NormalsWork implements Work {
  private final float[] values = new float[1 << 16];
  private final UniformRandomProvider random = Streams.of(0, Purpose.DATASET, 0);
  private final double seconds;

  /**
   * @param seconds of a repetition
   */
  NormalsWork(double seconds) {
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return "normals";
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), "normals/s"));
  }

  @Override
  public void prepare() {
    measure();
  }

  @Override
  public double[] measure() {
    return new double[] {
      Rate.of(values.length, seconds, () -> Streams.fillNormal(random, values, values.length))
    };
  }

  @Override
  public List<String> peer() {
    return List.of("normals", "--seconds", String.valueOf(seconds));
  }
}
