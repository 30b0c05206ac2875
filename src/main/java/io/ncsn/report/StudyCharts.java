package io.ncsn.report;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.JudgedRun;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.settings.Study;
import io.ncsn.settings.Study.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.icepear.echarts.Option;
import org.icepear.echarts.charts.bar.BarSeries;
import org.icepear.echarts.charts.line.LineSeries;
import org.icepear.echarts.components.coord.cartesian.ValueAxis;
import org.icepear.echarts.components.grid.Grid;
import org.icepear.echarts.components.series.LineStyle;
import org.icepear.echarts.origin.util.SeriesOption;

/** One chart a measure: a line a variant, or a bar where there is nothing to go along. */
final class StudyCharts {
  private static final String[] SYMBOLS = {
    "circle",
    "rect",
    "triangle",
    "diamond",
    "emptyCircle",
    "emptyRect",
    "emptyTriangle",
    "emptyDiamond"
  };

  /** Measures that are known beforehand and stand in the table only. */
  private static final Set<Measure> COUNTS = EnumSet.of(Measure.EVALUATIONS, Measure.COLUMNS);

  private final ChartSheet sheet;
  private final StudyResult result;
  private final Study study;
  private final List<String> places;
  private final boolean numeric;

  private StudyCharts(ChartSheet sheet, StudyResult result) {
    this.sheet = sheet;
    this.result = result;
    this.study = result.study();
    this.places = result.runs().stream().map(JudgedRun::x).distinct().toList();
    this.numeric = places.stream().allMatch(place -> Double.isFinite(number(place)));
  }

  /** Their ids and captions, in the order of the measures. */
  static List<Map<String, String>> of(ChartSheet sheet, StudyResult result) {
    return new StudyCharts(sheet, result).charts();
  }

  private List<Map<String, String>> charts() {
    List<Map<String, String>> charts = new ArrayList<>();
    for (Measure measure : study.measures()) {
      boolean measured = values(measure).findAny().isPresent();
      boolean isX = study.xMeasure().filter(measure::equals).isPresent();
      if (measured && !isX && !COUNTS.contains(measure)) {
        Map<String, String> chart = new LinkedHashMap<>();
        chart.put("id", sheet.add(study.x().isPresent() ? lines(measure) : bars(measure)));
        chart.put("title", measure.title());
        chart.put("meaning", measure.unit());
        charts.add(chart);
      }
    }
    return charts;
  }

  private Option lines(Measure measure) {
    List<SeriesOption> series = new ArrayList<>();
    List<Variant> variants = study.variants();
    for (int i = 0; i < variants.size(); i++) {
      series.add(line(variants.get(i).name(), i, measure));
    }
    reference(measure).ifPresent(series::add);
    Option plot = plot().setSeries(series.toArray(SeriesOption[]::new));
    String name =
        study
            .xMeasure()
            .map(shown -> shown.title() + ", " + shown.unit())
            .orElseGet(() -> study.x().orElseThrow());
    if (!numeric) {
      plot.setXAxis(
          ChartSheet.categories(places.toArray())
              .setName(name)
              .setNameLocation("middle")
              .setNameGap(26));
    } else if (isDoubling(places.stream().mapToDouble(StudyCharts::number))) {
      plot.setXAxis(ChartSheet.logAxis(name).setLogBase(2));
    } else {
      plot.setXAxis(ChartSheet.valueAxis(name));
    }
    return isWide(values(measure))
        ? plot.setYAxis(ChartSheet.logAxis("").setAxisLine(ChartSheet.atTheEdge()))
        : plot.setYAxis(ChartSheet.valueAxis("").setAxisLine(ChartSheet.atTheEdge()));
  }

  private LineSeries line(String variant, int index, Measure measure) {
    Comparator<JudgedRun> byPlace =
        numeric
            ? Comparator.comparingDouble(run -> number(run.x()))
            : Comparator.comparingInt(run -> places.indexOf(run.x()));
    Object[][] points =
        result.runs(variant).stream()
            .sorted(byPlace)
            .map(
                run ->
                    new Object[] {
                      numeric ? (Object) number(run.x()) : run.x(),
                      ChartSheet.finiteOrGap(run.value(measure))
                    })
            .toArray(Object[][]::new);
    return new LineSeries()
        .setName(variant)
        .setColor(ChartSheet.colour(index))
        .setSymbol(SYMBOLS[index % SYMBOLS.length])
        .setSymbolSize(7)
        .setData((Object) points);
  }

  /** The value that perfect runs get, over the whole width. */
  private Optional<LineSeries> reference(Measure measure) {
    Double value = result.references().get(measure);
    if (value == null || (isWide(values(measure)) && value <= 0)) {
      return Optional.empty();
    }
    Object[] ends =
        numeric ? places.stream().map(StudyCharts::number).sorted().toArray() : places.toArray();
    Object[][] points = {{ends[0], value}, {ends[ends.length - 1], value}};
    return Optional.of(
        new LineSeries()
            .setName("perfect")
            .setShowSymbol(false)
            .setColor(ChartSheet.REAL_COLOUR)
            .setLineStyle(new LineStyle().setType("dashed").setWidth(1.5))
            .setData((Object) points));
  }

  /** No legend of its own: the study has one. */
  private static Option plot() {
    return ChartSheet.plot("item")
        .setGrid(
            new Grid().setLeft(16).setRight(24).setTop(16).setBottom(28).setContainLabel(true));
  }

  private Option bars(Measure measure) {
    List<String> names = study.variants().stream().map(Variant::name).toList();
    List<Object> data = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double value = result.runs(names.get(i)).get(0).value(measure);
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("value", ChartSheet.finiteOrGap(value));
      item.put("itemStyle", Map.of("color", ChartSheet.colour(i)));
      data.add(item);
    }
    Option plot =
        plot()
            .setYAxis(ChartSheet.categories(names.toArray()).setInverse(true))
            .setSeries(
                new BarSeries()
                    .setName(measure.title())
                    .setBarMaxWidth(22)
                    .setData((Object) data.toArray()));
    return isWide(values(measure))
        ? plot.setXAxis(ChartSheet.logAxis(""))
        : plot.setXAxis(new ValueAxis());
  }

  private DoubleStream values(Measure measure) {
    return result.runs().stream().mapToDouble(run -> run.value(measure)).filter(Double::isFinite);
  }

  /** Whether logarithms show more: all above 0, and far apart. */
  private static boolean isWide(DoubleStream values) {
    var summary = values.summaryStatistics();
    return summary.getCount() > 1
        && summary.getMin() > 0
        && summary.getMax() > 30 * summary.getMin();
  }

  /** Whether the horizontal axis is better read in powers of two. */
  private static boolean isDoubling(DoubleStream places) {
    var summary = places.summaryStatistics();
    return summary.getMin() > 0 && summary.getMax() >= 4 * summary.getMin();
  }

  /** The number in the text; NaN if there is none. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException isAWord) {
      return Double.NaN;
    }
  }
}
