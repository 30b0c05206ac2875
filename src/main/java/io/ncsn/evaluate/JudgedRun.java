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
 * @param failure why there are no values
 */
public record JudgedRun(
    String variant,
    Map<String, String> along,
    String x,
    Map<Measure, Double> values,
    Optional<String> failure) {
  public JudgedRun {
    along = Collections.unmodifiableMap(new LinkedHashMap<>(along));
    EnumMap<Measure, Double> ordered = new EnumMap<>(Measure.class);
    ordered.putAll(values);
    values = Collections.unmodifiableMap(ordered);
  }

  /** NaN if it was not measured. */
  public double value(Measure measure) {
    return values.getOrDefault(measure, Double.NaN);
  }
}
