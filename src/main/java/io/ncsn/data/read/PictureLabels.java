package io.ncsn.data.read;

import io.ncsn.config.PictureSettings;
import io.ncsn.data.codec.DataException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The labels that a table gives pictures. It may call a picture by its path from {@code
 * data.input}, or by its file's name if no other picture can be called so, with the ending or
 * without.
 */
final class PictureLabels {
  private static final Logger LOG = LoggerFactory.getLogger(PictureLabels.class);

  private final Map<String, Set<String>> labels = new HashMap<>(); // by the table's names
  private final Map<String, Integer> called = new HashMap<>(); // pictures that a name may call

  private PictureLabels() {}

  /**
   * Reads the labels of pictures; those of others are passed over.
   *
   * @param paths the pictures' paths from the root, not empty
   * @throws DataException if the table cannot be used, or has no picture's name
   */
  static PictureLabels of(LabelTable table, List<String> paths) {
    PictureLabels found = new PictureLabels();
    Set<String> wanted = new HashSet<>();
    paths.forEach(path -> wanted.addAll(PictureNames.of(path)));
    long[] rows = new long[1];
    String[] other = new String[1];
    table.read(
        (name, label) -> {
          rows[0]++;
          String plain = name.startsWith("./") ? name.substring(2) : name;
          if (wanted.contains(plain)) {
            found.add(plain, label);
          } else {
            other[0] = name;
          }
        });
    if (found.labels.isEmpty()) {
      throw noneFits(table, other[0], paths.get(0));
    }
    for (String path : paths) {
      PictureNames.of(path).stream()
          .filter(found.labels::containsKey)
          .forEach(name -> found.called.merge(name, 1, Integer::sum));
    }
    LOG.info(
        "Labels of pictures: {} of the {} rows of {} name one",
        found.labels.size(),
        rows[0],
        table.place());
    return found;
  }

  private void add(String name, String label) {
    Set<String> all = labels.computeIfAbsent(name, key -> new TreeSet<>());
    if (label != null) {
      all.add(label);
    }
  }

  private static DataException noneFits(LabelTable table, String name, String path) {
    return new DataException(
        "Cannot label pictures by %s '%s': none is called as column '%s' has it (%s); write paths from data.input, or names of files, such as '%s'"
            .formatted(
                PictureSettings.LABELS,
                table.place(),
                table.names(),
                name == null ? "no rows" : "such as '" + name + "'",
                path));
  }

  /** Returns a picture's label, or why it has none. */
  Label of(String path) {
    Set<String> found = new TreeSet<>();
    String shared = null;
    for (String name : PictureNames.of(path)) {
      if (labels.containsKey(name) && (name.equals(path) || called.get(name) == 1)) {
        found.addAll(labels.get(name));
      } else if (labels.containsKey(name)) {
        shared = name;
      }
    }
    if (found.size() == 1) {
      return new Label(found.iterator().next(), null);
    }
    return new Label(null, found.isEmpty() ? missing(shared) : several(found));
  }

  private static String missing(String shared) {
    String why =
        shared == null
            ? ""
            : ", in which '%s' may be several pictures; write their paths".formatted(shared);
    return "has no label in " + PictureSettings.LABELS + why;
  }

  private static String several(Set<String> found) {
    return "has %d labels in %s, such as '%s'"
        .formatted(
            found.size(),
            PictureSettings.LABELS,
            String.join("' and '", found.stream().limit(2).toList()));
  }

  /**
   * A picture's label.
   *
   * @param text null if there is none
   * @param fault why there is none; else null
   */
  record Label(String text, String fault) {}
}
