package io.ncsn.sample;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The cell that stands for several draws of it. */
final class Middle {
  private Middle() {}

  /**
   * Returns one of the cells: the lower median of numbers and dates that are not null, or the most
   * frequent cell, of which the first counts.
   *
   * @param cells at least one
   * @param order the order of numbers and dates; null for other cells
   */
  static Object of(List<Object> cells, Comparator<Object> order) {
    List<Object> known = cells.stream().filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return null;
    }
    return order == null ? mode(known) : median(known, order);
  }

  private static Object median(List<Object> cells, Comparator<Object> order) {
    return cells.stream().sorted(order).skip((cells.size() - 1) / 2).findFirst().orElseThrow();
  }

  private static Object mode(List<Object> cells) {
    Map<Object, Integer> counts = new LinkedHashMap<>();
    cells.forEach(cell -> counts.merge(cell, 1, Integer::sum));
    Object best = cells.get(0);
    for (Map.Entry<Object, Integer> entry : counts.entrySet()) {
      best = entry.getValue() > counts.get(best) ? entry.getKey() : best;
    }
    return best;
  }
}
