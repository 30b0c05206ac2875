package io.ncsn.job;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/**
 * A sample that is an image.
 *
 * @param directory the directory of its class; empty if it has none
 * @param id the sample's number
 * @param pixels unsigned bytes in the order [height, width, channels]
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record SampleImage(String directory, long id, byte[] pixels) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The order of images: class by class, by number. */
  record Place(String directory, long id) implements Comparable<Place>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::directory).thenComparingLong(Place::id);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  Place place() {
    return new Place(directory, id);
  }

  /** Returns the path of a file of this image's class. */
  String path(String name) {
    return (directory.isEmpty() ? "" : directory + "/") + name + ".png";
  }

  /**
   * Returns the name of a class's directory: the label, with %XX for what a name of a file cannot
   * hold or what would hide it.
   *
   * @param label null: no label
   */
  static String directory(Object label) {
    if (label == null) {
      return "%null";
    }
    String name = ExternalCatalogUtils.escapePathName(label.toString());
    if (name.isEmpty()) {
      return "%";
    }
    char first = name.charAt(0);
    return first == '.' || first == '_'
        ? "%%%02X%s".formatted((int) first, name.substring(1))
        : name;
  }
}
