package io.ncsn.data.codec;

/** Indexes of levels. */
final class Levels {
  private Levels() {}

  /**
   * Returns a stored value as the index of a level.
   *
   * @param count number of levels of the column
   * @throws IllegalArgumentException if it is none
   */
  static int index(float stored, int count, String column) {
    int level = (int) stored;
    if (level != stored || level < 0 || level >= count) {
      throw new IllegalArgumentException(
          "Cannot decode level %s of column '%s': need a whole number from 0 to %d"
              .formatted(stored, column, count - 1));
    }
    return level;
  }
}
