package io.ncsn.data.plan;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TextNumbers;
import java.io.Serializable;

/**
 * The cells of a text column that are numbers with commas, such as {@code 14,8} or {@code 1,250.5}.
 * A column of them is no text, but would be taken for some thousands of levels, or for ids.
 */
final class CommaNumbers implements Serializable {
  private static final long serialVersionUID = 1L;

  private long rows;
  private String least; // as text, so that the same one is named each time; null: none was seen

  void add(String text) {
    if (text.indexOf(',') >= 0 && TextNumbers.hasCommas(text)) {
      rows++;
      keepLeast(text);
    }
  }

  CommaNumbers merge(CommaNumbers other) {
    rows += other.rows;
    if (other.least != null) {
      keepLeast(other.least);
    }
    return this;
  }

  private void keepLeast(String text) {
    least = least == null || text.compareTo(least) < 0 ? text : least;
  }

  /**
   * Refuses a column of which most cells are such numbers.
   *
   * @param all number of cells
   */
  void requireFew(String column, long all) {
    if (2 * rows > all) {
      throw new DataException(
          "Cannot model column '%s': its numbers have commas, such as '%s'; write points before decimals and nothing between thousands, set data.types { %1$s = category } (or id) if they are names, or leave it out by data.exclude"
              .formatted(column, least.strip()));
    }
  }
}
