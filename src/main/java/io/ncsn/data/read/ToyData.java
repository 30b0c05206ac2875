package io.ncsn.data.read;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Two-dimensional distributions to try a model on. All but the mixture are those of the toy-data
 * file of FFJORD (Grathwohl et al. 2019), which follow scikit-learn's generators.
 */
enum ToyData implements GeneratedData {
  /** 0.8·N((5, 5), I) + 0.2·N((−5, −5), I) (Song and Ermon 2019, §3.2). */
  MIXTURE(1) {
    @Override
    public void draw(
        UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal, double[] point) {
      double centre = random.nextDouble() < 0.8 ? 5 : -5;
      point[0] = centre + normal.sample();
      point[1] = centre + normal.sample();
    }
  },
  /**
   * Two half circles: (cos t, sin t) and (1 − cos t, ½ − sin t), t in [0, π], noise 0.1; times 2,
   * minus (1, 0.2).
   */
  TWO_MOONS(2) {
    @Override
    public void draw(
        UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal, double[] point) {
      boolean upper = random.nextBoolean();
      double t = Math.PI * random.nextDouble();
      double x = upper ? StrictMath.cos(t) : 1 - StrictMath.cos(t);
      double y = upper ? StrictMath.sin(t) : 0.5 - StrictMath.sin(t);
      point[0] = 2 * (x + 0.1 * normal.sample()) - 1;
      point[1] = 2 * (y + 0.1 * normal.sample()) - 0.2;
    }
  },
  /**
   * The spiral (t cos t, t sin t), t in [1.5π, 4.5π], noise 1, divided by 5: the swiss roll seen
   * along its axis.
   */
  SWISS_ROLL(3) {
    @Override
    public void draw(
        UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal, double[] point) {
      double t = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
      point[0] = (t * StrictMath.cos(t) + normal.sample()) / 5;
      point[1] = (t * StrictMath.sin(t) + normal.sample()) / 5;
    }
  },
  /** Uniform on the squares of one colour of a 4 × 4 board of side 8 around the origin. */
  CHECKERBOARD(4) {
    @Override
    public void draw(
        UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal, double[] point) {
      double x = 4 * random.nextDouble() - 2;
      double y =
          random.nextDouble() - 2 * random.nextInt(2) + Math.floorMod((long) Math.floor(x), 2L);
      point[0] = 2 * x;
      point[1] = 2 * y;
    }
  };

  private final int code;

  ToyData(int code) {
    this.code = code;
  }

  @Override
  public List<String> columns() {
    return List.of("x", "y");
  }

  /** Its name in {@code dataset:NAME}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ToyData> named(String label) {
    for (ToyData data : values()) {
      if (data.label().equals(label)) {
        return Optional.of(data);
      }
    }
    return Optional.empty();
  }

  @Override
  public UniformRandomProvider stream(long seed, long block) {
    return Streams.of(seed, Purpose.DATASET, code, block);
  }
}
