package io.ncsn.data.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/**
 * The cumulative distribution of a column's numbers. A number owns an interval of it, and each
 * value of it belongs to one number, so that uniform values give numbers as frequent as they were.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "map")
@JsonSubTypes({
  @JsonSubTypes.Type(value = GridMap.class, name = "grid"),
  @JsonSubTypes.Type(value = KnotMap.class, name = "knots")
})
public sealed interface NumberMap extends Serializable permits GridMap, KnotMap {
  /** Returns the least number, as text. */
  String least();

  /** Returns the greatest number, as text. */
  String greatest();

  /** Returns the map of keys of {@code line}. */
  KeyMap over(NumberLine line);

  /**
   * Returns the logarithm of the share of the distribution that a number owns. Where numbers have
   * no step, so that none owns a share, it is the logarithm of the density instead.
   *
   * @param low where the number's interval begins, as {@link KeyMap#spread} writes it
   * @param high where it ends
   * @return minus infinity for a number outside the distribution's range
   */
  double logShare(double low, double high);

  /** The distribution of a line's keys. */
  interface KeyMap extends Serializable {
    /**
     * Writes both ends of the key's interval. A key that the map does not know gets the interval of
     * the nearest one, and a key outside the range an empty interval at the range's end. Where
     * numbers have no step, all intervals are empty, and such a key's lies just outside those of
     * the others: as floats it is that of the range's end.
     */
    void spread(long key, double[] values, int at);

    /**
     * Returns the least and the greatest key from {@code low} to {@code high}; empty if none is.
     */
    long[] inside(long low, long high);

    /** Returns the key to whose interval {@code u} belongs. */
    long key(double u);
  }
}
