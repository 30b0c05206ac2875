package io.ncsn.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Flattens a configuration to its leaves by dotted path; nulls and empty objects are leaves too.
 */
public final class Leaves {
  private Leaves() {}

  public static SortedMap<String, ConfigValue> of(ConfigObject root) {
    SortedMap<String, ConfigValue> leaves = new TreeMap<>();
    collect("", root, leaves);
    return leaves;
  }

  private static void collect(String prefix, ConfigObject object, Map<String, ConfigValue> leaves) {
    object.forEach(
        (name, value) -> {
          String path = prefix + ConfigUtil.joinPath(name);
          if (value instanceof ConfigObject section && !section.isEmpty()) {
            collect(path + ".", section, leaves);
          } else {
            leaves.put(path, value);
          }
        });
  }
}
