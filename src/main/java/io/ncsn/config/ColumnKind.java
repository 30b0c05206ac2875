package io.ncsn.config;

import java.util.Locale;

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
  /** Arrays of numbers, or Spark ML vectors, of one length. */
  VECTOR;

  /** Returns the name in settings and reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
