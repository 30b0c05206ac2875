package io.ncsn.data.shard;

import io.ncsn.data.codec.BlockReader;
import io.ncsn.data.codec.ColumnBlock;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import scala.Tuple2;

/**
 * Packs the good rows of a partition and sends them in batches ({@link RowBatch}) to the files they
 * belong to: training files come first, hold-out files after them.
 */
final class RowRouter implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 32 << 20; // of all batches being filled
  private static final int BATCH_BYTES = 64 << 10;

  private final BlockReader reader;
  private final RowHash hash;
  private final RowForm form;
  private final Side train;
  private final Side holdout;

  RowRouter(BlockReader reader, RowHash hash, RowForm form, Side train, Side holdout) {
    this.reader = reader;
    this.hash = hash;
    this.form = form;
    this.train = train;
    this.holdout = holdout;
  }

  int targets() {
    return train.layout().files() + holdout.layout().files();
  }

  private int batchRows() {
    int batchBytes = Math.min(BATCH_BYTES, BUFFER_BYTES / targets());
    return Math.max(1, batchBytes / RowBatch.rowBytes(form));
  }

  /** Returns the batches of a partition's rows, each with the number of its file. */
  Iterator<Tuple2<Integer, byte[]>> route(Iterator<Object> parts) {
    return new Batches(reader.read(parts, (reason, column, row) -> {}));
  }

  private final class Batches implements Iterator<Tuple2<Integer, byte[]>> {
    private final Iterator<ColumnBlock> blocks;
    private final RowForm.Packer packer = form.packer();
    private final RowBatch[] filling = new RowBatch[targets()];
    private final int capacity = batchRows();
    private final long[] hashes;
    private final Queue<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    private int flushed;

    Batches(Iterator<ColumnBlock> blocks) {
      this.blocks = blocks;
      this.hashes = new long[new ColumnBlock(reader.width()).capacity()];
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && blocks.hasNext()) {
        send(blocks.next());
      }
      while (ready.isEmpty() && flushed < filling.length) {
        flush(flushed++);
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void send(ColumnBlock block) {
      hash.of(block, hashes);
      packer.take(block);
      for (int row = 0; row < block.rows(); row++) {
        boolean heldOut = hash.isHeldOut(block, row, hashes[row]);
        Side side = heldOut ? holdout : train;
        int offset = heldOut ? train.layout().files() : 0;
        int last = side.lastFile(hashes[row]);
        for (int file = side.firstFile(hashes[row]); file <= last; file++) {
          append(offset + file, row);
        }
      }
    }

    private void append(int target, int row) {
      if (filling[target] == null) {
        filling[target] = new RowBatch(capacity, form);
      }
      if (filling[target].add(hashes[row], packer, row)) {
        flush(target);
      }
    }

    private void flush(int target) {
      if (filling[target] != null) {
        ready.add(new Tuple2<>(target, filling[target].bytes()));
        filling[target] = null;
      }
    }
  }
}
