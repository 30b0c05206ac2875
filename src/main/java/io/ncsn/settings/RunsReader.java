package io.ncsn.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.ncsn.config.Leaves;
import io.ncsn.config.Origins;
import io.ncsn.settings.Study.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the runs of one variant: its settings, with each of the values that are varied. */
final class RunsReader {
  private static final String OUTPUT = "output";
  private static final String REPORT = "report.";

  private final SettingsCheck check;
  private final ConfigObject base;
  private final Set<Requirement> requirements;
  private final String path;

  /**
   * @param base the settings that the variant changes, with the defaults
   * @param path the variant's path, which messages name
   */
  RunsReader(SettingsCheck check, ConfigObject base, Set<Requirement> requirements, String path) {
    this.check = check;
    this.base = base;
    this.requirements = requirements;
    this.path = path;
  }

  /**
   * Returns one run for each position in the lists of {@code along}, or one run if there are none.
   *
   * @param settings the variant's own
   */
  List<Run> read(ConfigObject settings, ConfigObject along) {
    SortedMap<String, ConfigList> lists = lists(along);
    Leaves.of(settings).forEach(this::requireOwn);
    lists.forEach(this::requireOwn);
    int count = lists.values().stream().mapToInt(List::size).min().orElse(1);
    if (lists.values().stream().anyMatch(list -> list.size() != count)) {
      check.problem(
          "%s: Cannot go along lists of different lengths in %s: found %s; give as many values of each"
              .formatted(
                  Origins.describe(along),
                  path,
                  lists.entrySet().stream()
                      .map(entry -> entry.getKey() + " of " + entry.getValue().size())
                      .toList()));
    }
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(run(settings, lists, i));
    }
    return runs;
  }

  private Run run(ConfigObject settings, SortedMap<String, ConfigList> lists, int index) {
    ConfigObject own = ConfigFactory.empty().root();
    Map<String, String> along = new TreeMap<>();
    for (Map.Entry<String, ConfigList> list : lists.entrySet()) {
      ConfigValue value = list.getValue().get(index);
      own = own.withFallback(value.atPath(list.getKey()).root());
      along.put(list.getKey(), Origins.render(value));
    }
    return new Run(
        along, check.settings(own.withFallback(settings).withFallback(base), requirements));
  }

  private void requireOwn(String key, ConfigValue value) {
    if (key.equals(OUTPUT) || key.startsWith(REPORT)) {
      check.problem(
          "%s: Cannot set %s in %s: a comparison has one output and one report; set it outside of compare"
              .formatted(Origins.describe(value), key, path));
    }
  }

  private SortedMap<String, ConfigList> lists(ConfigObject along) {
    SortedMap<String, ConfigList> lists = new TreeMap<>();
    Leaves.of(along)
        .forEach(
            (key, value) -> {
              if (value instanceof ConfigList list && !list.isEmpty()) {
                lists.put(key, list);
              } else {
                check.problem(
                    "%s: Cannot go along %s in %s: found %s, need a list of its values, one per run"
                        .formatted(Origins.describe(value), key, path, Origins.quote(value)));
              }
            });
    return lists;
  }
}
