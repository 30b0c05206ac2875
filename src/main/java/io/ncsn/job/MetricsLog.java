package io.ncsn.job;

import io.ncsn.output.JsonText;
import io.ncsn.output.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * The lines of {@code metrics.jsonl}, one JSON object each. The whole file is written each time,
 * because object stores cannot append. Lines of an earlier, interrupted run stay.
 */
public final class MetricsLog {
  private final Storage storage;
  private final Path path;
  private final List<String> lines = new ArrayList<>();

  public MetricsLog(Storage storage, Path path) {
    this.storage = storage;
    this.path = path;
    if (storage.exists(path)) {
      storage.read(path).lines().forEach(lines::add);
    }
  }

  /** Adds a line, which stays in memory until {@link #flush}. */
  public void add(Map<String, ?> line) {
    lines.add(JsonText.line(line));
  }

  /** Removes lines of rounds after {@code round}, from which training continues. */
  public void keepUntil(int round) {
    lines.removeIf(line -> MetricsHistory.roundOf(line) > round);
  }

  public void flush() {
    storage.write(path, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
  }
}
