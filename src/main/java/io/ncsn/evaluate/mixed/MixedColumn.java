package io.ncsn.evaluate.mixed;

import java.io.Serializable;

/**
 * A column of a table, and how the measures read it.
 *
 * @param name the column's name in every table
 * @param type a number or a category
 */
public record MixedColumn(String name, Type type) implements Serializable {
  /** How the measures read a column. */
  public enum Type {
    /** Values with an order and distances. Dates count as days, timestamps as microseconds. */
    NUMBER,
    /** Values that are equal or different. */
    CATEGORY
  }

  /** Returns a column of numbers. */
  public static MixedColumn number(String name) {
    return new MixedColumn(name, Type.NUMBER);
  }

  /** Returns a column of categories. */
  public static MixedColumn category(String name) {
    return new MixedColumn(name, Type.CATEGORY);
  }

  boolean isNumber() {
    return type == Type.NUMBER;
  }
}
