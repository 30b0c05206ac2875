package io.ncsn.data.plan;

import io.ncsn.data.codec.TextLevels;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The levels of a column that a model keeps.
 *
 * @param kept the most frequent levels
 * @param others number of levels that are not kept
 * @param otherRows how many rows have these
 */
record CountedLevels(TextLevels kept, long others, long otherRows) {
  /**
   * Keeps the most frequent levels.
   *
   * @param counts all levels
   * @param most greatest number of levels to keep
   */
  static CountedLevels of(Map<UTF8String, Long> counts, int most) {
    TextLevels all = TextLevels.of(counts);
    TextLevels kept = all.first(most);
    return new CountedLevels(kept, (long) all.size() - kept.size(), all.countFrom(kept.size()));
  }

  /** Returns the number of all levels. */
  long all() {
    return kept.size() + others;
  }

  /** Returns the number of rows that have a level. */
  long rows() {
    return kept.countFrom(0) + otherRows;
  }

  /**
   * Returns how many levels have a code of their own, if there may be {@code most} codes: all, or
   * all but those that share the last one.
   */
  int coded(int most) {
    int coded = all() <= most ? kept.size() : Math.min(kept.size(), most - 1);
    return others > 0 ? Math.min(coded, kept.size() - 1) : coded;
  }

  /** Says which levels share a code, and how many of these are not kept; empty if none do. */
  String rare(int coded, long nulls) {
    if (coded == kept.size()) {
      return "";
    }
    double pooled = kept.countFrom(coded) + otherRows;
    return String.format(
        Locale.ROOT,
        ", %,d of them rare, drawn together (%.1f %% of rows)",
        all() - coded,
        100 * pooled / (rows() + nulls));
  }

  /** Says how many levels are not kept; empty if all are. */
  String left(long nulls) {
    return others == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", %,d levels not kept (%.1f %% of rows)",
            others,
            100.0 * otherRows / (rows() + nulls));
  }
}
