package io.ncsn.sample;

import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Completes a table's rows, batch by batch. A row without an empty cell is not drawn.
 *
 * @param codec converts rows of numbers to stored ones; null for mixed rows, which are stored
 * @param unknown values that are drawn though they are known, [width]
 * @param draws how often each row is drawn
 * @param point whether the draws become one row
 * @param precision the precision of the network's arithmetic
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
record BlockImputation(
    CompletedRows completed,
    TableFill fill,
    RowCodec codec,
    boolean[] unknown,
    int draws,
    boolean point,
    Precision precision)
    implements RowColumns.Result {
  @Override
  public List<Object[]> rows(RowBlock batch, TrainedNetwork network) {
    int width = batch.numbers().length / batch.rows();
    double[] known = codec == null ? batch.numbers() : codec.units(batch.numbers());
    int[] open =
        IntStream.range(0, batch.rows()).filter(i -> fill.isOpen(batch.kept()[i])).toArray();
    float[] stored = new float[open.length * draws * width];
    for (int i = 0; i < open.length * draws; i++) {
      for (int j = 0; j < width; j++) {
        stored[i * width + j] = unknown[j] ? Float.NaN : (float) known[open[i / draws] * width + j];
      }
    }
    float[] drawn = completed.of(stored, open.length * draws, network, batch.first());
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int place = Arrays.binarySearch(open, row);
      rows.addAll(rows(batch, row, drawn, place * draws * width, width));
    }
    return rows;
  }

  /**
   * Returns what comes of one row.
   *
   * @param at where its draws begin in {@code drawn}; negative if it has none
   */
  private List<Object[]> rows(RowBlock batch, int row, float[] drawn, int at, int width) {
    Object[] kept = batch.kept()[row];
    long number = (batch.first() + row) * draws;
    if (point || draws == 1) {
      return List.<Object[]>of(at < 0 ? kept : fill.filled(kept, drawn, at, width, draws, number));
    }
    return IntStream.range(0, draws)
        .mapToObj(
            draw -> {
              Object[] filled =
                  at < 0
                      ? kept
                      : fill.filled(kept, drawn, at + draw * width, width, 1, number + draw);
              Object[] numbered = Arrays.copyOf(filled, filled.length + 1);
              numbered[filled.length] = draw;
              return numbered;
            })
        .toList();
  }
}
