package io.ncsn.report;

import io.ncsn.evaluate.GroundTruth;
import io.ncsn.evaluate.GroundTruth.ComponentWeight;
import java.util.List;
import java.util.Map;
import org.icepear.echarts.charts.line.LineSeries;

/** The model against the known density. */
final class TruthChart {
  private TruthChart() {}

  /** σ²-weighted Fisher divergence by noise level. */
  static String fisher(ChartSheet sheet, GroundTruth truth) {
    Number[][] points =
        truth.fisher().stream()
            .map(level -> ChartSheet.point(level.sigma(), level.weighted()))
            .toArray(Number[][]::new);
    return sheet.add(
        ChartSheet.plot("axis")
            .setXAxis(ChartSheet.logAxis("noise level σ"))
            .setYAxis(ChartSheet.logAxis(""))
            .setSeries(
                new LineSeries()
                    .setName("σ² · E‖s_model − s_true‖²")
                    .setColor(ChartSheet.SAMPLE_COLOUR)
                    .setData((Object[]) points)));
  }

  static List<Map<String, Object>> weights(List<ComponentWeight> weights) {
    return weights.stream()
        .map(
            weight ->
                Map.<String, Object>of(
                    "mean",
                    "("
                        + String.join(", ", weight.mean().stream().map(Numbers::text).toList())
                        + ")",
                    "expected",
                    Numbers.text(weight.expected()),
                    "recovered",
                    Numbers.text(weight.recovered())))
        .toList();
  }
}
