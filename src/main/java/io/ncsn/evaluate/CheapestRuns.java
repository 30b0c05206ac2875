package io.ncsn.evaluate;

import io.ncsn.config.Measure;
import io.ncsn.config.Measure.Goal;
import io.ncsn.settings.Study.Baseline;
import io.ncsn.settings.Study.Variant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * At which cost each variant of a study comes up to its baseline.
 *
 * @param best the baseline's best value
 * @param bar what a run must reach: {@code best} with the allowance of {@code baseline.within}, or
 *     what perfect runs would get if that is easier: beyond it, differences are chance
 * @param variants one entry per variant, in the order of the study
 */
public record CheapestRuns(Baseline baseline, double best, double bar, List<Cheapest> variants) {
  public CheapestRuns {
    variants = List.copyOf(variants);
  }

  /**
   * One variant's cheapest run that reaches the bar.
   *
   * @param run empty if none does
   * @param factor how many times the baseline's own cheapest run costs what this one does
   */
  public record Cheapest(String variant, Optional<JudgedRun> run, OptionalDouble factor) {}

  /** Empty without a baseline, or if it has no finite value. */
  public static Optional<CheapestRuns> of(StudyResult result) {
    return result.study().baseline().flatMap(baseline -> of(result, baseline));
  }

  private static Optional<CheapestRuns> of(StudyResult result, Baseline baseline) {
    Measure measure = baseline.measure();
    boolean high = measure.goal() == Goal.LARGE;
    var values = result.values(result.runs(baseline.variant()), measure);
    OptionalDouble best = high ? values.max() : values.min();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    double allowance = baseline.within() * Math.abs(best.getAsDouble());
    double allowed = best.getAsDouble() + (high ? -allowance : allowance);
    double perfect = result.references().getOrDefault(measure, allowed);
    double bar = high ? Math.min(allowed, perfect) : Math.max(allowed, perfect);
    double own =
        cheapest(result, baseline, baseline.variant(), bar).orElseThrow().value(baseline.cost());
    List<Cheapest> variants =
        result.study().variants().stream()
            .map(Variant::name)
            .map(
                name -> {
                  Optional<JudgedRun> run = cheapest(result, baseline, name, bar);
                  OptionalDouble factor =
                      run.map(found -> OptionalDouble.of(own / found.value(baseline.cost())))
                          .orElse(OptionalDouble.empty());
                  return new Cheapest(name, run, factor);
                })
            .toList();
    return Optional.of(new CheapestRuns(baseline, best.getAsDouble(), bar, variants));
  }

  /**
   * Returns the cost of each variant's cheapest run that reaches the bar, if one does, by variant.
   */
  public Map<String, Double> costs() {
    Map<String, Double> costs = new LinkedHashMap<>();
    for (Cheapest cheapest : variants) {
      cheapest.run().ifPresent(run -> costs.put(cheapest.variant(), run.value(baseline.cost())));
    }
    return costs;
  }

  private static Optional<JudgedRun> cheapest(
      StudyResult result, Baseline baseline, String variant, double bar) {
    boolean high = baseline.measure().goal() == Goal.LARGE;
    return result.runs(variant).stream()
        .filter(run -> Double.isFinite(run.value(baseline.measure())))
        .filter(
            run ->
                high ? run.value(baseline.measure()) >= bar : run.value(baseline.measure()) <= bar)
        .min(Comparator.comparingDouble(run -> run.value(baseline.cost())));
  }
}
