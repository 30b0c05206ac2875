package io.ncsn.data.shard;

import io.ncsn.data.codec.BadRowReason;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows that were not used.
 *
 * @param counts bad rows by reason; reasons without rows are left out
 * @param examples at most five of them as text, the same five for any partitioning of the input
 */
public record BadRowReport(Map<BadRowReason, Long> counts, List<String> examples)
    implements Serializable {
  public BadRowReport {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    examples = List.copyOf(examples);
  }

  /** Returns the total number of bad rows. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns one line, such as {@code 3 bad rows (2 null, 1 text)}. */
  public String summary() {
    String reasons =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    return total()
        + (total() == 1 ? " bad row" : " bad rows")
        + (reasons.isEmpty() ? "" : " (" + reasons + ")");
  }
}
