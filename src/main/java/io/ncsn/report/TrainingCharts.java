package io.ncsn.report;

import io.ncsn.report.ReportInputs.TrainingPoint;
import io.ncsn.report.ReportInputs.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.icepear.echarts.Option;
import org.icepear.echarts.charts.line.LineSeries;
import org.icepear.echarts.components.legend.Legend;
import org.icepear.echarts.components.series.LineStyle;
import org.icepear.echarts.origin.util.SeriesOption;

/** Loss curves. */
final class TrainingCharts {
  /** Points of one curve; longer runs are thinned evenly. */
  private static final int POINTS = 1500;

  private TrainingCharts() {}

  /** Training and hold-out loss by round. */
  static Optional<String> loss(ChartSheet sheet, ReportInputs inputs) {
    List<SeriesOption> series = new ArrayList<>();
    if (!inputs.training().isEmpty()) {
      series.add(
          curve("training", inputs.training(), TrainingPoint::round, TrainingPoint::loss)
              .setLineStyle(new LineStyle().setWidth(1).setOpacity(0.8)));
    }
    inputs
        .validation()
        .filter(validation -> !validation.points().isEmpty())
        .ifPresent(
            validation ->
                series.add(
                    curve("hold-out", validation.points(), v -> v.round(), v -> v.loss())
                        .setShowSymbol(validation.points().size() < 100)));
    return series.isEmpty() ? Optional.empty() : Optional.of(sheet.add(plot(series)));
  }

  /** Hold-out loss by round, one curve a band of noise levels, in the colours of the legend. */
  static Optional<String> bands(ChartSheet sheet, Optional<Validation> validation) {
    return validation
        .filter(found -> !found.points().isEmpty())
        .map(
            found -> {
              List<SeriesOption> series = new ArrayList<>();
              for (int band = 0; band < found.bandEdges().size() - 1; band++) {
                int index = band;
                series.add(
                    curve(
                            bandName(found.bandEdges(), band),
                            found.points(),
                            v -> v.round(),
                            v -> v.bands().get(index))
                        .setColor(bandColour(found, band)));
              }
              return sheet.add(plot(series).setLegend((Legend) null));
            });
  }

  /** The names and colours of the bands, too many for a chart's own legend. */
  static List<Map<String, String>> bandLegend(Validation validation) {
    return IntStream.range(0, validation.bandEdges().size() - 1)
        .mapToObj(
            band ->
                Map.of(
                    "name", bandName(validation.bandEdges(), band),
                    "colour", bandColour(validation, band)))
        .toList();
  }

  /** From the colour of the greatest noise to that of the least. */
  private static String bandColour(Validation validation, int band) {
    int last = Math.max(1, validation.bandEdges().size() - 2);
    return "hsl(%d, 65%%, %d%%)".formatted(45 + 195 * band / last, 50 - 12 * band / last);
  }

  private static String bandName(List<Double> edges, int band) {
    double one = edges.get(band);
    double other = edges.get(band + 1);
    return "σ %s – %s"
        .formatted(
            Numbers.shortText(Math.min(one, other)), Numbers.shortText(Math.max(one, other)));
  }

  private static Option plot(List<SeriesOption> series) {
    return ChartSheet.plot("axis")
        .setLegend(ChartSheet.legend())
        .setXAxis(ChartSheet.valueAxis("round"))
        .setYAxis(ChartSheet.valueAxis(""))
        .setSeries(series.toArray(SeriesOption[]::new));
  }

  private static <T> LineSeries curve(
      String name, List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    int step = Math.max(1, (points.size() + POINTS - 1) / POINTS);
    List<Number[]> data = new ArrayList<>();
    for (int i = 0; i < points.size(); i += step) {
      T point = points.get(i);
      data.add(ChartSheet.point(x.applyAsDouble(point), y.applyAsDouble(point)));
    }
    return new LineSeries()
        .setName(name)
        .setShowSymbol(false)
        .setData((Object[]) data.toArray(Number[][]::new));
  }
}
