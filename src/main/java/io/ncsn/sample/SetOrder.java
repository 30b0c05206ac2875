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
 * @param numbers sets that hold numbers, into which rows are steered
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
record SetOrder(
    float[] start, Optional<CellSet> first, List<CellSet> levels, List<CellSet> numbers) {
  /**
   * Orders a condition. If numbers are given by one set alone, it comes first: exact levels then
   * only make its values more or less probable. If nothing is given exactly, and levels alone by
   * sets, the least probable of them comes first.
   */
  static SetOrder of(GivenRow given) {
    List<CellSet> levels = new ArrayList<>();
    List<CellSet> numbers = new ArrayList<>();
    given.sets().forEach(set -> (set.hasLevelsAlone() ? levels : numbers).add(set));
    Optional<CellSet> first = Optional.empty();
    if (numbers.size() == 1 && !given.givesNumbers()) {
      first = Optional.of(numbers.remove(0));
    } else if (numbers.isEmpty() && !given.givesNumbers() && given.levels().isEmpty()) {
      levels.sort(Comparator.comparingDouble(CellSet::probability));
      first = Optional.of(levels.remove(0));
    }
    float[] start = given.stored().clone();
    if (first.isPresent()) {
      Arrays.fill(start, Float.NaN);
      levels.addAll(0, given.levels());
    }
    return new SetOrder(start, first, levels, numbers);
  }
}
