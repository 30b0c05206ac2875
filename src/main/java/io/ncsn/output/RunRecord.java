package io.ncsn.output;

import io.ncsn.settings.EffectiveSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contents of {@code run.json}. Flat keys such as {@code train.seconds} or {@code
 * parameters-sha256} come first, in the order in which they were added. Then follow every setting
 * with its origin, and the versions of the program and its libraries.
 */
public final class RunRecord {
  private final String command;

  /** The fact whether all quality gates are met, where there are gates. */
  public static final String GATES_MET = "require.met";

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private EffectiveSettings settings;

  /**
   * Makes the record of a run.
   *
   * @param command the command, such as {@code pipeline}
   */
  public RunRecord(String command, EffectiveSettings settings) {
    this.command = command;
    this.settings = settings;
  }

  /**
   * Adds a figure or fact. A later one with the same key replaces it.
   *
   * @param key dotted key in kebab-case with the unit in its name, such as {@code
   *     train.rows-per-second}
   * @param value number, text, boolean, list or map
   */
  public RunRecord put(String key, Object value) {
    facts.put(key, value);
    return this;
  }

  /** Adds several figures or facts in order, like {@link #put}. */
  public RunRecord putAll(Map<String, Object> further) {
    facts.putAll(further);
    return this;
  }

  /** Replaces the settings after an {@code auto} among them has got its value. */
  public RunRecord settings(EffectiveSettings settled) {
    settings = settled;
    return this;
  }

  /** Returns the added figures and facts in order. */
  public Map<String, Object> facts() {
    return Collections.unmodifiableMap(facts);
  }

  public EffectiveSettings settings() {
    return settings;
  }

  public String json() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("command", command);
    page.putAll(facts);
    page.put("settings", settingsByKey());
    page.put("versions", Versions.all());
    return JsonText.page(page);
  }

  private Map<String, Object> settingsByKey() {
    Map<String, Object> byKey = new LinkedHashMap<>();
    settings
        .values()
        .forEach(
            s ->
                byKey.put(
                    s.key(), new TreeMap<>(Map.of("value", s.value(), "origin", s.origin()))));
    return byKey;
  }
}
