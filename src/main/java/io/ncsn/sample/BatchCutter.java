package io.ncsn.sample;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Cuts consecutive rows at the edges of batches. */
final class BatchCutter implements Iterator<RowBlock> {
  private final Iterator<Row> rows;
  private final int dimension;
  private long position;

  /**
   * @param first position of the first row in the table
   */
  BatchCutter(Iterator<Row> rows, long first, int dimension) {
    this.rows = rows;
    this.position = first;
    this.dimension = dimension;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public RowBlock next() {
    long first = position;
    List<Row> part = new ArrayList<>();
    do {
      part.add(rows.next());
      position++;
    } while (position % TableBlocks.BATCH != 0 && rows.hasNext());
    return RowBlock.of(first, part, dimension);
  }
}
