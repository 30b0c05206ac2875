package io.ncsn.job;

import io.ncsn.sample.SamplingMethod;
import io.ncsn.sample.SamplingPlan;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.EffectiveValue;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings whose {@code auto} values are replaced, and logged, as they are worked out. */
final class SettledSettings {
  private static final Logger LOG = LoggerFactory.getLogger(SettledSettings.class);

  private EffectiveSettings settings;

  SettledSettings(EffectiveSettings settings) {
    this.settings = settings;
  }

  /** The settings so far. */
  EffectiveSettings get() {
    return settings;
  }

  /** Replaces the value of {@code key}, which was {@code auto}. */
  void settle(String key, String value) {
    settle(Map.of(key, value));
  }

  /**
   * Replaces values that were {@code auto}.
   *
   * @param found values by key
   */
  void settle(Map<String, String> found) {
    Set<EffectiveValue> before = Set.copyOf(settings.values());
    found.forEach((key, value) -> settings = settings.resolved(key, value));
    tell(before);
  }

  /** Replaces a limit by a lower one, to which another setting comes. */
  void limit(String key, int value, String origin) {
    Set<EffectiveValue> before = Set.copyOf(settings.values());
    settings = settings.withValue(key, Integer.toString(value), origin);
    tell(before);
  }

  private void tell(Set<EffectiveValue> before) {
    settings.values().stream()
        .filter(value -> !before.contains(value))
        .forEach(value -> LOG.info("{} = {} ({})", value.key(), value.value(), value.origin()));
  }

  /**
   * Replaces what is {@code auto} of {@code sample.*}.
   *
   * @param plan the sampler in force
   * @param chosen the sampler as the settings have it, which may leave parts open
   */
  void settleSampler(SamplingPlan plan, SamplingMethod chosen) {
    settleIfAuto(SamplingMethod.KEY, plan.method().word());
    settle(plan.resolved(chosen));
  }

  /** As {@link #settle(String, String)}, but leaves a value alone that is not {@code auto}. */
  void settleIfAuto(String key, String value) {
    boolean isAuto =
        settings.values().stream()
            .anyMatch(entry -> entry.key().equals(key) && entry.value().equals("auto"));
    if (isAuto) {
      settle(key, value);
    }
  }
}
