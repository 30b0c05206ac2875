package io.ncsn.evaluate.mixed;

import java.util.List;
import java.util.OptionalDouble;

/** Puts figures of synthetic rows together with those of real rows. */
final class Floors {
  private Floors() {}

  /** Returns a figure with its floor; NaN is no floor. */
  static Judged judged(double value, double floor) {
    return new Judged(
        value, Double.isNaN(floor) ? OptionalDouble.empty() : OptionalDouble.of(floor));
  }

  /** Returns the mean figure with the mean floor. */
  static Judged mean(List<Judged> all) {
    double mean = all.stream().mapToDouble(Judged::value).average().orElse(0);
    OptionalDouble floor =
        all.stream().flatMapToDouble(judged -> judged.floor().stream()).average();
    return new Judged(mean, floor);
  }
}
