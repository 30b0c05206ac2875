package io.ncsn.report;

import io.ncsn.config.Measure;
import io.ncsn.config.Measure.Goal;
import io.ncsn.evaluate.CheapestRuns;
import io.ncsn.evaluate.CheapestRuns.Cheapest;
import io.ncsn.settings.Study.Baseline;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which variants come up to the baseline, and at which cost, in words and as a table. */
final class FindingModel {
  private FindingModel() {}

  static Map<String, Object> of(CheapestRuns found) {
    Baseline baseline = found.baseline();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("sentence", sentence(found));
    model.put("bar", bar(found));
    model.put("measure", baseline.measure().title());
    model.put("cost", baseline.cost().title());
    model.put("baseline", baseline.variant());
    model.put("rows", found.variants().stream().map(variant -> row(variant, baseline)).toList());
    return model;
  }

  private static String sentence(CheapestRuns found) {
    Baseline baseline = found.baseline();
    Optional<Cheapest> cheapest =
        found.variants().stream()
            .filter(variant -> variant.factor().isPresent())
            .max(Comparator.comparingDouble(variant -> variant.factor().getAsDouble()));
    if (cheapest.isEmpty() || cheapest.get().variant().equals(baseline.variant())) {
      return "No variant comes up to %s for less.".formatted(baseline.variant());
    }
    Cheapest best = cheapest.get();
    return "%s comes up to %s for the least: %s %s, a factor of %s."
        .formatted(
            best.variant(),
            baseline.variant(),
            Numbers.text(best.run().orElseThrow().value(baseline.cost())),
            phrase(baseline.cost()),
            Numbers.text(best.factor().getAsDouble()));
  }

  private static String bar(CheapestRuns found) {
    Baseline baseline = found.baseline();
    boolean high = baseline.measure().goal() == Goal.LARGE;
    double allowed = found.best() + (high ? -1 : 1) * baseline.within() * Math.abs(found.best());
    String why =
        found.bar() == allowed
            ? "within %s %% of it".formatted(Numbers.text(100 * baseline.within()))
            : "what perfect runs get by chance alone";
    return "The best %s of %s is %s; as good as that is %s %s, %s."
        .formatted(
            phrase(baseline.measure()),
            baseline.variant(),
            Numbers.text(found.best()),
            high ? "at least" : "at most",
            Numbers.text(found.bar()),
            why);
  }

  private static Map<String, Object> row(Cheapest variant, Baseline baseline) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("variant", variant.variant());
    row.put(
        "value", variant.run().map(run -> Numbers.text(run.value(baseline.measure()))).orElse("–"));
    row.put(
        "cost", variant.run().map(run -> Numbers.text(run.value(baseline.cost()))).orElse("never"));
    row.put("factor", Numbers.text(variant.factor()));
    return row;
  }

  /** A title inside a sentence. */
  private static String phrase(Measure measure) {
    String title = measure.title();
    return Character.isUpperCase(title.charAt(1))
        ? title
        : Character.toLowerCase(title.charAt(0)) + title.substring(1);
  }
}
