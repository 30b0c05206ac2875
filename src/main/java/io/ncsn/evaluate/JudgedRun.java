package io.ncsn.evaluate;

import io.ncsn.config.Measure;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a comparison, judged.
 *
 * @param variant its name
 * @param along the values it was given, by setting
 * @param x its place on the charts' horizontal axis: a number or a word; empty if there is none
 * @param values measured; none of a run that failed
 * @param floors what real rows get in place of this run's samples, where the run was measured so
 * @param failure why there are no values
 */
public record JudgedRun(
    String variant,
    Map<String, String> along,
    String x,
    Map<Measure, Double> values,
    Map<Measure, Double> floors,
    Optional<String> failure) {
  public JudgedRun {
    along = Collections.unmodifiableMap(new LinkedHashMap<>(along));
    values = ordered(values);
    floors = ordered(floors);
  }

  private static Map<Measure, Double> ordered(Map<Measure, Double> figures) {
    EnumMap<Measure, Double> ordered = new EnumMap<>(Measure.class);
    ordered.putAll(figures);
    return Collections.unmodifiableMap(ordered);
  }

  /** NaN if it was not measured. */
  public double value(Measure measure) {
    return values.getOrDefault(measure, Double.NaN);
  }
}
