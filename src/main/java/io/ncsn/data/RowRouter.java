package io.ncsn.data;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * Scales the good rows of a partition and sends them in batches to the files they belong to:
 * training files come first, hold-out files after them.
 */
final class RowRouter implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 32 << 20; // of all batches being filled
  private static final int BATCH_BYTES = 64 << 10;

  private final RowReader reader;
  private final RowHash hash;
  private final Scaler scaler;
  private final Side train;
  private final Side holdout;

  RowRouter(RowReader reader, RowHash hash, Scaler scaler, Side train, Side holdout) {
    this.reader = reader;
    this.hash = hash;
    this.scaler = scaler;
    this.train = train;
    this.holdout = holdout;
  }

  int targets() {
    return train.layout().files() + holdout.layout().files();
  }

  private int batchRows() {
    int rowBytes = scaler.dimension() * Float.BYTES + Long.BYTES;
    return Math.max(1, Math.min(BATCH_BYTES, BUFFER_BYTES / targets()) / rowBytes);
  }

  Iterator<Tuple2<Integer, RowBatch>> route(Iterator<InternalRow> rows) {
    return new Batches(rows);
  }

  private final class Batches implements Iterator<Tuple2<Integer, RowBatch>> {
    private final Iterator<InternalRow> rows;
    private final int dimension = scaler.dimension();
    private final double[] row = new double[dimension];
    private final RowBatch[] filling = new RowBatch[targets()];
    private final int[] filled = new int[targets()];
    private final int capacity = batchRows();
    private final Queue<Tuple2<Integer, RowBatch>> ready = new ArrayDeque<>();
    private int flushed;

    Batches(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        if (reader.read(rows.next(), row) == null) {
          send();
        }
      }
      while (ready.isEmpty() && flushed < filling.length) {
        flush(flushed++);
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, RowBatch> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void send() {
      long rowHash = hash.of(row);
      boolean heldOut = hash.isHeldOut(rowHash);
      Side side = heldOut ? holdout : train;
      int offset = heldOut ? train.layout().files() : 0;
      for (int file = side.firstFile(rowHash); file <= side.lastFile(rowHash); file++) {
        append(offset + file, rowHash);
      }
    }

    private void append(int target, long rowHash) {
      if (filling[target] == null) {
        filling[target] = new RowBatch(new long[capacity], new float[capacity * dimension]);
      }
      RowBatch batch = filling[target];
      batch.hashes()[filled[target]] = rowHash;
      int start = filled[target] * dimension;
      for (int c = 0; c < dimension; c++) {
        batch.values()[start + c] = (float) scaler.toUnit(c, row[c]);
      }
      if (++filled[target] == capacity) {
        flush(target);
      }
    }

    private void flush(int target) {
      RowBatch batch = filling[target];
      if (batch != null) {
        int count = filled[target];
        ready.add(
            new Tuple2<>(
                target,
                count == capacity
                    ? batch
                    : new RowBatch(
                        Arrays.copyOf(batch.hashes(), count),
                        Arrays.copyOf(batch.values(), count * dimension))));
      }
      filling[target] = null;
      filled[target] = 0;
    }
  }
}
