package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.codec.PlainCells;
import io.ncsn.data.codec.RowReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** The good rows of a partition as plain values, and at last whether the row is held out. */
final class PlainRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final RowReader reader;
  private final PlainCells cells;
  private final int[] ordinals;
  private final RowHash hash;
  private final ColumnBlock block;
  private final double[] values;
  private final long[] hashes;
  private final List<Object[]> read = new ArrayList<>();
  private int given;

  /**
   * Makes an iterator.
   *
   * @param reader judges rows and gives the values of which their hashes are made
   * @param ordinals where the columns of {@code cells} stand in a row
   */
  PlainRows(
      Iterator<InternalRow> rows,
      RowReader reader,
      PlainCells cells,
      int[] ordinals,
      RowHash hash) {
    this.rows = rows;
    this.reader = reader;
    this.cells = cells;
    this.ordinals = ordinals.clone();
    this.hash = hash;
    this.block = new ColumnBlock(reader.width());
    this.values = new double[reader.width()];
    this.hashes = new long[block.capacity()];
  }

  @Override
  public boolean hasNext() {
    if (given == read.size()) {
      fill();
    }
    return given < read.size();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Object[] row = read.get(given);
    row[cells.width()] = hash.isHeldOut(block, given, hashes[given]);
    given++;
    return new GenericInternalRow(row);
  }

  private void fill() {
    block.clear();
    read.clear();
    given = 0;
    while (block.space() > 0 && rows.hasNext()) {
      InternalRow row = rows.next();
      if (reader.read(row, values) == null) {
        block.add(values, reader.isHeldOut(row));
        Object[] plain = new Object[cells.width() + 1];
        cells.read(row, ordinals, plain);
        read.add(plain);
      }
    }
    hash.of(block, hashes);
  }
}
