package io.ncsn.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code require}: what {@code pipeline} and {@code evaluate} demand of their figures.
 *
 * @param gates in the order of the figures' names
 */
public record RequireSettings(List<Gate> gates) {
  private static final String KEY = "require";
  private static final List<String> METRICS =
      Arrays.stream(Measure.values()).filter(Measure::isRequirable).map(Choice::name).toList();

  public RequireSettings {
    gates = List.copyOf(gates);
  }

  /** Reads {@code require}. */
  public static RequireSettings read(Values values) {
    List<Gate> gates = new ArrayList<>();
    values
        .section(KEY, "names of metrics in braces, each with a bound such as \"<= 0.6\"")
        .forEach((name, value) -> gates.addAll(gates(values, name, value)));
    return new RequireSettings(gates);
  }

  private static List<Gate> gates(Values values, String name, ConfigValue value) {
    Optional<Measure> measure =
        Choice.named(Measure.class, name).filter(found -> METRICS.contains(name));
    if (measure.isEmpty()) {
      values.mistake(
          KEY,
          value,
          "There is no metric %s to require (found %s): %s"
              .formatted(
                  name,
                  Origins.quote(value),
                  Nearest.of(name, METRICS)
                      .map("did you mean %s?"::formatted)
                      .orElseGet(() -> "name one of " + String.join(", ", METRICS))));
      return List.of();
    }
    if (value.valueType() == ConfigValueType.NULL || "none".equals(value.unwrapped())) {
      return List.of();
    }
    Kind<Gate> kind = Gate.kind(measure.get());
    Optional<List<Gate>> gates = Kind.oneOrMore(kind).parse().apply(value);
    if (gates.isEmpty()) {
      values.mistake(
          KEY,
          value,
          "Cannot set %s.%s to %s: need %s; mend it, or set none for no bound"
              .formatted(KEY, name, Origins.quote(value), kind.need()));
    }
    return gates.orElse(List.of());
  }
}
