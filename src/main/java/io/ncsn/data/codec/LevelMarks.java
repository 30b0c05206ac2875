package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup.Codes;
import java.util.BitSet;
import org.apache.spark.unsafe.types.UTF8String;

/** The levels that have been asked for of a category. */
final class LevelMarks implements TextSet.Marks {
  private final CategoryCodec column;
  private final BitSet levels = new BitSet();
  private boolean isNullAsked;

  LevelMarks(CategoryCodec column) {
    this.column = column;
  }

  @Override
  public void addNull() {
    isNullAsked = true;
  }

  @Override
  public boolean add(String text, TextCell cells) {
    String level = column.isText() ? text : line().text(cells.key(text));
    levels.set(column.levels().indexOf(UTF8String.fromString(level)));
    return true;
  }

  private NumberLine line() {
    return column.line();
  }

  @Override
  public boolean add(long low, long high) {
    int before = levels.cardinality();
    NumberLine line = line();
    boolean isAny = false;
    for (int k = 0; k < column.levels().size(); k++) {
      long key = line.parse(column.levels().text(k).toString());
      if (key >= low && key <= high) {
        levels.set(k);
        isAny = true;
      }
    }
    return isAny || levels.cardinality() > before;
  }

  @Override
  public CellSet set(int index, int first, int channel) {
    double[] frequencies = ((Codes) column.groups(0).get(0)).frequencies();
    double[] shares = new double[frequencies.length];
    for (int k = 0; k < column.coded(); k++) {
      shares[k] = levels.get(k) ? 1 : 0;
    }
    if (isNullAsked) {
      shares[column.nullLevel()] = 1;
    }
    if (column.pool() < 0) {
      return new CellSet(
          index, first, channel, frequencies, shares, NumberShares.NONE, CellSet.Mend.NONE);
    }
    PoolMend pool = pool();
    shares[column.pool()] = pool.below()[pool.levels().length] / column.pooledRows();
    return new CellSet(index, first, channel, frequencies, shares, NumberShares.NONE, pool);
  }

  private PoolMend pool() {
    int[] asked = levels.stream().filter(k -> k >= column.coded()).toArray();
    long[] below = new long[asked.length + 1];
    for (int k = 0; k < asked.length; k++) {
      below[k + 1] = below[k] + column.levels().count(asked[k]);
    }
    return new PoolMend(column.pool(), asked, below, column.levelWriter());
  }
}
