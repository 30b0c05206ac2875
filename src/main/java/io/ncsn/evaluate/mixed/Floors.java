package io.ncsn.evaluate.mixed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Returns the mean of groups' means, with its floor.
   *
   * @param groups the group of each figure
   */
  static Judged mean(List<Judged> all, List<?> groups) {
    Map<Object, List<Judged>> grouped = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      grouped.computeIfAbsent(groups.get(i), group -> new ArrayList<>()).add(all.get(i));
    }
    return grouped.size() == all.size()
        ? mean(all)
        : mean(grouped.values().stream().map(Floors::mean).toList());
  }
}
