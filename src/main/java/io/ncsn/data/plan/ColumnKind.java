package io.ncsn.data.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a column is. */
public enum ColumnKind {
  /** Numbers with decimals. */
  NUMBER,
  /** Whole numbers. */
  INTEGER,
  /** Texts, or numbers that are only names. */
  CATEGORY,
  /** True and false. */
  BOOLEAN,
  /** Days. */
  DATE,
  /** Points in time. */
  TIMESTAMP,
  /** Values of which each row has its own; they are not modelled. */
  ID,
  /** One value. */
  CONSTANT,
  /** Numbers that belong together, such as the pixels of an image. */
  VECTOR;

  /** Returns the name in settings and reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kind of a name, in which case does not count. */
  public static Optional<ColumnKind> named(String label) {
    return Arrays.stream(values()).filter(kind -> kind.name().equalsIgnoreCase(label)).findFirst();
  }
}
