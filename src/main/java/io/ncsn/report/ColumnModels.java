package io.ncsn.report;

import io.ncsn.evaluate.mixed.Shape.ColumnShape;
import io.ncsn.evaluate.mixed.Views;
import io.ncsn.evaluate.mixed.Views.CategoryView;
import io.ncsn.evaluate.mixed.Views.LevelShare;
import io.ncsn.evaluate.mixed.Views.NumberView;
import io.ncsn.evaluate.mixed.Views.RareLevels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The template's values for the columns of two tables.
 *
 * @param kinds the columns' kinds, by their names; a date has days, a timestamp microseconds
 * @param tables what the tables are called
 * @param sheet gets the charts
 */
record ColumnModels(Map<String, String> kinds, MixedCharts.Tables tables, ChartSheet sheet) {
  private static final double DAY = 86_400_000;
  private static final double MICROSECOND = 0.001;

  /**
   * Adds the charts of the columns that differ most, the rare levels, and a row for each column.
   *
   * @param shapes the errors of all columns
   */
  void add(Views views, List<ColumnShape> shapes, Map<String, Object> model) {
    List<Map<String, Object>> categories = new ArrayList<>();
    for (CategoryView view : views.categories()) {
      List<LevelShare> levels = new ArrayList<>(view.levels());
      view.others().ifPresent(levels::add);
      Map<String, Object> chart = chart(view.shape());
      chart.put("id", sheet.add(MixedCharts.bars(levels, tables)));
      chart.put("height", 34 + 30 * Math.max(2, levels.size()));
      if (MixedCharts.isLogarithmic(levels)) {
        chart.put("log", true);
      }
      categories.add(chart);
    }
    model.put("categories", categories);
    List<Map<String, Object>> numbers = new ArrayList<>();
    for (NumberView view : views.numbers()) {
      Map<String, Object> chart = chart(view.shape());
      chart.put(
          "id", sheet.add(MixedCharts.histogram(view.histogram(), unit(view.shape()), tables)));
      numbers.add(chart);
    }
    model.put("numbers", numbers);
    int hidden = shapes.size() - categories.size() - numbers.size();
    if (hidden > 0) {
      model.put("hidden", hidden);
    }
    if (!views.rare().isEmpty()) {
      model.put("rare", views.rare().stream().map(ColumnModels::rare).toList());
    }
    model.put("columns", shapes.stream().map(this::row).toList());
  }

  private Map<String, Object> chart(ColumnShape shape) {
    Map<String, Object> chart = new LinkedHashMap<>(row(shape));
    if (shape.nullsReal() + shape.nullsSynthetic() > 0) {
      chart.put("hasNulls", true);
    }
    return chart;
  }

  private double unit(ColumnShape shape) {
    return switch (kinds.getOrDefault(shape.column().name(), "")) {
      case "date" -> DAY;
      case "timestamp" -> MICROSECOND;
      default -> 0;
    };
  }

  private Map<String, String> row(ColumnShape shape) {
    return Map.of(
        "name", shape.column().name(),
        "kind", kinds.getOrDefault(shape.column().name(), "–"),
        "error", Numbers.shortText(shape.error().value()),
        "floor", shape.error().floor().isPresent() ? Numbers.text(shape.error().floor()) : "",
        "nullsReal", percent(shape.nullsReal()),
        "nullsSampled", percent(shape.nullsSynthetic()));
  }

  private static Map<String, String> rare(RareLevels rare) {
    return Map.of(
        "name", rare.column(),
        "levels", Numbers.count(rare.levels()),
        "real", percent(rare.real()),
        "sampled", percent(rare.sampled()),
        "absent", Numbers.count(rare.absent()),
        "invented", Numbers.count(rare.invented()));
  }

  static String percent(double share) {
    return Numbers.shortText(100 * share) + " %";
  }
}
