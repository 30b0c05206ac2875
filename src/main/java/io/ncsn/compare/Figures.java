package io.ncsn.compare;

import io.ncsn.config.Measure;
import java.util.Map;

/**
 * What was measured of a run.
 *
 * @param values figures of the run
 * @param floors what real rows get in place of its samples; only of mixed tables
 */
record Figures(Map<Measure, Double> values, Map<Measure, Double> floors) {
  static final Figures NONE = new Figures(Map.of(), Map.of());

  Figures {
    values = Map.copyOf(values);
    floors = Map.copyOf(floors);
  }
}
