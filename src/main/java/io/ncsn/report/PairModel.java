package io.ncsn.report;

import io.ncsn.evaluate.mixed.Views.Axis;
import io.ncsn.evaluate.mixed.Views.PairView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The template's values for the joint shares of two columns.
 *
 * @param kinds each column's kind, by its name
 */
record PairModel(Map<String, String> kinds, ChartSheet sheet) {

  Map<String, Object> of(PairView view) {
    List<String> x = labels(view.pair().first(), view.x());
    List<String> y = labels(view.pair().second(), view.y());
    double[][] difference = new double[view.real().length][];
    for (int i = 0; i < difference.length; i++) {
      double[] real = view.real()[i];
      double[] sampled = view.sampled()[i];
      difference[i] = new double[real.length];
      Arrays.setAll(difference[i], j -> sampled[j] - real[j]);
    }
    return Map.of(
        "first", view.pair().first(),
        "second", view.pair().second(),
        "error", Numbers.shortText(view.pair().trainingBins().value()),
        "floor", Numbers.text(view.pair().trainingBins().floor()),
        "real", sheet.add(MixedCharts.shares(x, y, view.real(), most(view.real()), false)),
        "difference", sheet.add(MixedCharts.shares(x, y, difference, most(difference), true)));
  }

  private static double most(double[][] values) {
    double most =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    return Math.max(1e-4, Numbers.rounded(most, 2));
  }

  private List<String> labels(String column, Axis axis) {
    List<String> labels = new ArrayList<>(axis.levels());
    for (int i = 0; i + 1 < axis.edges().length; i++) {
      labels.add(edge(column, axis.edges()[i]) + " –");
    }
    if (axis.hasNulls()) {
      labels.add("null");
    }
    return labels;
  }

  private String edge(String column, double value) {
    return switch (kinds.getOrDefault(column, "")) {
      case "date" -> LocalDate.ofEpochDay(Math.round(value)).toString();
      case "timestamp" ->
          Instant.EPOCH
              .plus(Math.round(value), ChronoUnit.MICROS)
              .atOffset(ZoneOffset.UTC)
              .toLocalDate()
              .toString();
      default -> Numbers.shortText(value);
    };
  }
}
