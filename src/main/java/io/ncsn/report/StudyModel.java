package io.ncsn.report;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.CheapestRuns;
import io.ncsn.evaluate.JudgedRun;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.settings.Study;
import io.ncsn.settings.Study.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The template's values for a study: its legend, charts, finding and table. */
final class StudyModel {
  /** Longer tables are folded. */
  private static final int OPEN_ROWS = 16;

  private StudyModel() {}

  static Map<String, Object> of(StudyResult result, ChartSheet sheet) {
    Study study = result.study();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", study.title());
    model.put("text", study.text());
    if (study.x().isPresent()) {
      model.put("legend", legend(study));
    }
    model.put("charts", StudyCharts.of(sheet, result));
    model.put("references", !result.references().isEmpty());
    CheapestRuns.of(result).ifPresent(found -> model.put("finding", FindingModel.of(found)));
    model.put("runs", result.runs().size());
    model.put("folded", result.runs().size() > OPEN_ROWS);
    addTable(model, result);
    return model;
  }

  private static List<Map<String, String>> legend(Study study) {
    List<String> names = study.variants().stream().map(Variant::name).toList();
    return IntStream.range(0, names.size())
        .mapToObj(i -> Map.of("name", names.get(i), "colour", ChartSheet.colour(i)))
        .toList();
  }

  private static void addTable(Map<String, Object> model, StudyResult result) {
    Set<String> along = new LinkedHashSet<>();
    result.runs().forEach(run -> along.addAll(run.along().keySet()));
    List<Measure> measures = result.study().measures();
    model.put("along", List.copyOf(along));
    model.put(
        "measures",
        measures.stream().map(m -> Map.of("title", m.title(), "meaning", m.unit())).toList());
    model.put(
        "rows", result.runs().stream().map(run -> row(result, run, along, measures)).toList());
    List<String> perfect =
        measures.stream()
            .map(
                m ->
                    result.references().containsKey(m)
                        ? Numbers.text(result.references().get(m))
                        : "")
            .toList();
    if (!result.references().isEmpty()) {
      model.put("perfect", perfect);
    }
  }

  private static Map<String, Object> row(
      StudyResult result, JudgedRun run, Set<String> along, List<Measure> measures) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (Measure measure : measures) {
      double value = run.value(measure);
      cells.add(
          Map.of(
              "value",
              Double.isNaN(value) ? "–" : Numbers.text(value),
              "best",
              isBest(result, measure, value)));
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("variant", run.variant());
    row.put("along", along.stream().map(key -> run.along().getOrDefault(key, "")).toList());
    row.put("cells", cells);
    run.failure().ifPresent(failure -> row.put("failure", failure));
    row.put("width", measures.size());
    return row;
  }

  private static boolean isBest(StudyResult result, Measure measure, double value) {
    DoubleStream all =
        result.runs().stream().mapToDouble(run -> run.value(measure)).filter(Double::isFinite);
    return switch (measure.goal()) {
      case SMALL -> value == all.min().orElse(Double.NaN);
      case LARGE -> value == all.max().orElse(Double.NaN);
      case HALF ->
          Math.abs(value - 0.5) == all.map(v -> Math.abs(v - 0.5)).min().orElse(Double.NaN);
      case FLOOR, COST -> false;
    };
  }
}
