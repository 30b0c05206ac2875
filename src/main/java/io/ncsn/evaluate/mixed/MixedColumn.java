package io.ncsn.evaluate.mixed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;

/**
 * A column of a table, and how the measures read it.
 *
 * @param name the column's name in every table
 * @param type a number or a category
 * @param whole the column of vectors of which this is one number; the name if it is none
 */
public record MixedColumn(String name, Type type, @JsonIgnore String whole)
    implements Serializable {
  /** How the measures read a column. */
  public enum Type {
    /** Values with an order and distances. Dates count as days, timestamps as microseconds. */
    NUMBER,
    /** Values that are equal or different. */
    CATEGORY
  }

  /** Returns a column of numbers. */
  public static MixedColumn number(String name) {
    return new MixedColumn(name, Type.NUMBER, name);
  }

  /** Returns a column of categories. */
  public static MixedColumn category(String name) {
    return new MixedColumn(name, Type.CATEGORY, name);
  }

  /** Returns this column as one of the numbers of a column of vectors. */
  MixedColumn of(String vector) {
    return new MixedColumn(name, type, vector);
  }

  boolean isNumber() {
    return type == Type.NUMBER;
  }
}
