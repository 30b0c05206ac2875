package io.ncsn.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Flattens a configuration to its leaves by dotted path; nulls and empty objects are leaves too.
 */
public final class Leaves {
  private Leaves() {}

  public static SortedMap<String, ConfigValue> of(ConfigObject root) {
    return of(root, Set.of());
  }

  /**
   * Flattens a configuration.
   *
   * @param whole paths of sections that stay whole, as one leaf each
   */
  public static SortedMap<String, ConfigValue> of(ConfigObject root, Set<String> whole) {
    SortedMap<String, ConfigValue> leaves = new TreeMap<>();
    collect("", root, whole, leaves);
    return leaves;
  }

  private static void collect(
      String prefix, ConfigObject object, Set<String> whole, Map<String, ConfigValue> leaves) {
    object.forEach(
        (name, value) -> {
          String path = prefix + ConfigUtil.joinPath(name);
          boolean opens = value instanceof ConfigObject section && !section.isEmpty();
          if (opens && !whole.contains(path)) {
            collect(path + ".", (ConfigObject) value, whole, leaves);
          } else {
            leaves.put(path, value);
          }
        });
  }
}
