package io.ncsn.cli;

import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.ColumnDrift;
import io.ncsn.evaluate.mixed.Drift;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Formats drift as a text table: the figures, then the columns that moved most. */
final class DriftTable {
  private static final int MOST_COLUMNS = 20;

  private DriftTable() {}

  static void print(Drift drift, PrintWriter out) {
    out.printf("%-28s %12s%n", "metric", "value");
    for (Metric metric : drift.metrics()) {
      out.printf(Locale.ROOT, "%-28s %12.5g%n", metric.key(), metric.value());
    }
    out.printf("%n%-28s %12s %12s %12s %12s%n", "column", "distance", "p-value", "nulls", "before");
    List<ColumnDrift> most =
        drift.columns().stream()
            .sorted(Comparator.comparingDouble(ColumnDrift::distance).reversed())
            .limit(MOST_COLUMNS)
            .toList();
    for (ColumnDrift column : most) {
      out.printf(
          Locale.ROOT,
          "%-28s %12.5f %12.3g %12.5f %12.5f%n",
          column.column().name(),
          column.distance(),
          column.pValue(),
          column.nullsNow(),
          column.nullsBefore());
    }
    out.flush();
  }
}
