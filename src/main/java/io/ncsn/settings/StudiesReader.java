package io.ncsn.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.ncsn.config.Origins;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code compare.studies}; the rest of the file is the base that studies vary. */
final class StudiesReader {
  static final String SECTION = "compare";
  private static final String STUDIES = "studies";

  private final SettingsCheck check;
  private final ConfigObject root;
  private final Set<Requirement> requirements;

  /**
   * @param check gets the mistakes
   * @param root resolved, with the defaults
   * @param requirements the settings that every run must have
   */
  StudiesReader(SettingsCheck check, ConfigObject root, Set<Requirement> requirements) {
    this.check = check;
    this.root = root;
    this.requirements = requirements;
  }

  /** Whether {@code key} is of the section that holds the studies. */
  static boolean isAbout(String key) {
    return key.startsWith(SECTION + ".");
  }

  /** The settings alone. */
  static ConfigObject without(ConfigObject root) {
    return root.withoutKey(SECTION);
  }

  /** The studies, in the order of the file; none if there is no such section. */
  List<Study> read() {
    return section(root, SECTION).stream()
        .flatMap(this::known)
        .flatMap(StudiesReader::inOrder)
        .flatMap(this::study)
        .toList();
  }

  private Stream<ConfigObject> known(ConfigObject compare) {
    compare.forEach(
        (name, value) -> {
          if (!name.equals(STUDIES)) {
            check.problem(
                "%s: There is no setting %s.%s: compare holds only %s; see docs/compare.md"
                    .formatted(Origins.describe(value), SECTION, name, STUDIES));
          }
        });
    return section(compare, STUDIES).stream();
  }

  private List<ConfigObject> section(ConfigObject parent, String name) {
    ConfigValue value = parent.get(name);
    if (value instanceof ConfigObject object) {
      return List.of(object);
    }
    if (value != null) {
      check.problem(
          "%s: Cannot set %s to %s: need a section in braces; see docs/compare.md"
              .formatted(Origins.describe(value), name, Origins.quote(value)));
    }
    return List.of();
  }

  private Stream<Study> study(Map.Entry<String, ConfigValue> entry) {
    String path = SECTION + "." + STUDIES + "." + ConfigUtil.joinPath(entry.getKey());
    if (entry.getValue() instanceof ConfigObject study) {
      StudyReader reader =
          new StudyReader(check, without(root), requirements, entry.getKey(), path, study);
      return reader.read().stream();
    }
    check.problem(
        "%s: Cannot set %s to %s: need a section in braces; see docs/compare.md"
            .formatted(Origins.describe(entry.getValue()), path, Origins.quote(entry.getValue())));
    return Stream.empty();
  }

  /** HOCON objects forget their order; lines of the file do not. */
  static Stream<Map.Entry<String, ConfigValue>> inOrder(ConfigObject object) {
    return object.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, ConfigValue>>comparingInt(
                    entry -> entry.getValue().origin().lineNumber())
                .thenComparing(Map.Entry::getKey));
  }
}
