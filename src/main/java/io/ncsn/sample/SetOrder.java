package io.ncsn.sample;

import io.ncsn.data.codec.CellSet;
import io.ncsn.data.codec.GivenRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * In which order the cells of a condition become known.
 *
 * @param start what is known at first, a stored row
 * @param first the set that is drawn as frequent as in the training rows; empty: none
 * @param levels sets of levels, which are drawn one after the other given what is known
 * @param numbers sets that hold numbers, which rows are drawn to meet
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
record SetOrder(
    float[] start, Optional<CellSet> first, List<CellSet> levels, List<CellSet> numbers) {
  /**
   * Orders a condition. Where no number is given exactly, the least probable set of numbers comes
   * first: exact levels then only make its values more or less probable. Where nothing is given
   * exactly, a set of levels can come first, too.
   */
  static SetOrder of(GivenRow given) {
    boolean nothingExact = !given.givesNumbers() && given.levels().isEmpty();
    Optional<CellSet> first =
        given.sets().stream()
            .filter(set -> set.hasLevelsAlone() ? nothingExact : !given.givesNumbers())
            .min(
                Comparator.comparing(CellSet::hasLevelsAlone)
                    .thenComparingDouble(CellSet::probability));
    float[] start = given.stored().clone();
    List<CellSet> levels = new ArrayList<>();
    if (first.isPresent()) {
      Arrays.fill(start, Float.NaN);
      levels.addAll(given.levels());
    }
    List<CellSet> numbers = new ArrayList<>();
    for (CellSet set : given.sets()) {
      if (first.isEmpty() || first.get() != set) {
        (set.hasLevelsAlone() ? levels : numbers).add(set);
      }
    }
    return new SetOrder(start, first, levels, numbers);
  }
}
