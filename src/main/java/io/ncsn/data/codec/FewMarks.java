package io.ncsn.data.codec;

/** The levels that have been asked for of a column of few numbers, dates or truth values. */
final class FewMarks implements TextSet.Marks {
  private final LevelCodec column;
  private final double[] shares;

  FewMarks(LevelCodec column) {
    this.column = column;
    this.shares = new double[column.frequencies().length];
  }

  @Override
  public void addNull() {
    shares[column.nullLevel()] = 1;
  }

  @Override
  public boolean add(String text, TextCell cells) {
    long key = cells.key(text);
    return add(key, key);
  }

  @Override
  public boolean add(long low, long high) {
    boolean isAny = false;
    for (int k = 0; k < column.values().size(); k++) {
      long key = column.line().parse(column.values().get(k));
      if (key >= low && key <= high) {
        shares[k] = 1;
        isAny = true;
      }
    }
    return isAny;
  }

  @Override
  public CellSet set(int index, int first, int channel) {
    return new CellSet(
        index, first, channel, column.frequencies(), shares, NumberShares.NONE, CellSet.Mend.NONE);
  }
}
