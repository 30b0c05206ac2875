package io.ncsn.data.plan;

import io.ncsn.data.plan.KeyCounts.Bucket;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;

/**
 * The counters of a pass over a table that hold several keys and many rows. Another pass counts
 * their keys again, with all counters for these alone, so that a value which many rows have is told
 * from its neighbours also among more different values than are counted one by one.
 *
 * @param columns the columns that have such counters, by their numbers
 * @param counters for each of these columns, the counters of each {@link ColumnProfile#keyProfiles}
 */
record CrowdedCounters(List<Integer> columns, List<List<Bucket[]>> counters)
    implements Serializable {
  static CrowdedCounters of(List<ColumnProfile> profiles, CellOptions cells) {
    List<List<Bucket[]>> all =
        profiles.stream().map(p -> p.crowded(cells.kind(p.name()).orElse(null))).toList();
    List<Integer> crowded =
        IntStream.range(0, all.size())
            .filter(c -> all.get(c).stream().anyMatch(some -> some.length > 0))
            .boxed()
            .toList();
    return new CrowdedCounters(crowded, crowded.stream().map(all::get).toList());
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  StructField[] fields(StructField[] fields) {
    return columns.stream().map(c -> fields[c]).toArray(StructField[]::new);
  }

  int[] lengths(int[] lengths) {
    return columns.stream().mapToInt(c -> lengths[c]).toArray();
  }

  /** Restricts empty profiles of these columns to these counters. */
  void restrict(ColumnProfile[] empty) {
    for (int c = 0; c < empty.length; c++) {
      empty[c].countWithin(counters.get(c));
    }
  }

  /** Puts what the pass over these columns found in the place of these counters. */
  void replace(List<ColumnProfile> all, List<ColumnProfile> again) {
    for (int c = 0; c < again.size(); c++) {
      List<KeyProfile> before = all.get(columns.get(c)).keyProfiles();
      for (int p = 0; p < before.size(); p++) {
        before.get(p).replaceBy(again.get(c).keyProfiles().get(p));
      }
    }
  }
}
