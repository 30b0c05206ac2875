package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Gathers the good rows of a partition into blocks. Rows that Spark holds by column are copied
 * column by column. If one of their cells is bad, the {@link RowReader} examines each row, because
 * it alone judges rows.
 */
public final class BlockReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowReader reader;

  /** Receives each bad row. */
  @FunctionalInterface
  public interface BadRows {
    /**
     * Receives a bad row.
     *
     * @param column the bad column, or −1 for the row as a whole
     */
    void add(BadRowReason reason, int column, InternalRow row);
  }

  public BlockReader(RowReader reader) {
    this.reader = reader;
  }

  /** Returns the number of values of a row. */
  public int width() {
    return reader.width();
  }

  /**
   * Returns the good rows of the partition. Each block is valid until the next one is requested.
   *
   * @param parts internal rows, or batches of the selected columns
   */
  public Iterator<ColumnBlock> read(Iterator<Object> parts, BadRows bad) {
    return new Blocks(parts, bad);
  }

  private final class Blocks implements Iterator<ColumnBlock> {
    private final Iterator<Object> parts;
    private final BadRows bad;
    private final ColumnBlock block = new ColumnBlock(width());
    private final double[] values = new double[width()];
    private ColumnarBatch batch = new ColumnarBatch(new ColumnVector[0], 0);
    private int taken; // rows of the batch
    private boolean filled;

    Blocks(Iterator<Object> parts, BadRows bad) {
      this.parts = parts;
      this.bad = bad;
    }

    @Override
    public boolean hasNext() {
      if (!filled) {
        fill();
        filled = true;
      }
      return block.rows() > 0;
    }

    @Override
    public ColumnBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      filled = false;
      return block;
    }

    private void fill() {
      block.clear();
      while (block.space() > 0) {
        if (taken < batch.numRows()) {
          int count = Math.min(block.space(), batch.numRows() - taken);
          takeRows(count);
          taken += count;
        } else if (parts.hasNext()) {
          takePart(parts.next());
        } else {
          return;
        }
      }
    }

    private void takePart(Object part) {
      if (part instanceof ColumnarBatch next) {
        batch = next;
        taken = 0;
      } else {
        takeRow((InternalRow) part);
      }
    }

    private void takeRows(int count) {
      if (copyColumns(count)) {
        block.grow(count);
        copySides(count);
        return;
      }
      for (int i = 0; i < count; i++) {
        takeRow(batch.getRow(taken + i));
      }
    }

    private void takeRow(InternalRow row) {
      BadRowReason reason = reader.read(row, values);
      if (reason == null) {
        block.add(values, reader.isHeldOut(row));
      } else {
        bad.add(reason, reader.badColumn(), row);
      }
    }

    /** Copies what the rows that were added last say about their side. */
    private void copySides(int count) {
      int side = reader.sideOrdinal();
      for (int i = 0; side >= 0 && i < count; i++) {
        if (batch.column(side).getBoolean(taken + i)) {
          block.holdOut(block.rows() - count + i);
        }
      }
    }

    /** Copies rows into the block's columns and returns whether all of them are good. */
    private boolean copyColumns(int count) {
      boolean good = reader.readsColumns();
      CellEncoder[] cells = reader.cells();
      for (int c = 0; c < cells.length && good; c++) {
        good = cells[c].encode(batch.column(c), taken, count, block, reader.firstValue(c));
      }
      return good;
    }
  }
}
