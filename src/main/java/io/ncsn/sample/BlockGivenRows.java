package io.ncsn.sample;

import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/**
 * Draws rows given the known cells of a table's rows, batch by batch.
 *
 * @param all cells that all rows are given; null: none
 * @param known puts the known cells of the table's rows into samples
 * @param samples the schema of the number, the row's number and the model's columns
 * @param ids the columns of ids that the table does not give
 * @param draws how often each row is drawn
 * @param precision the precision of the network's arithmetic
 */
record BlockGivenRows(
    CompletedRows completed,
    GivenRow all,
    KnownCells known,
    RowWriter writer,
    StructType samples,
    List<IdCodec> ids,
    int draws,
    Precision precision)
    implements RowColumns.Result {
  @Override
  public List<Object[]> rows(RowBlock batch, TrainedNetwork network) {
    int width = batch.numbers().length / batch.rows();
    int count = batch.rows() * draws;
    float[] stored = new float[count * width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        float value = (float) batch.numbers()[i / draws * width + j];
        stored[i * width + j] =
            all == null || Float.isNaN(all.stored()[j]) ? value : all.stored()[j];
      }
    }
    float[] drawn = completed.of(stored, count, (MixedScoreNetwork) network, batch.first());
    Function1<Object, Object> toRow = CatalystTypeConverters.createToScalaConverter(samples);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object[] kept = batch.kept()[i / draws];
      long row = batch.first() + i / draws;
      SpecificInternalRow sample = sample(drawn, i, width, row, kept);
      rows.add(known.withOthers((Row) toRow.apply(sample), kept));
    }
    return rows;
  }

  @Override
  public void requireRoom(long rows) {
    OwnColumns.requireRoom(
        ids, rows * draws, "%d given rows, impute.draws = %d".formatted(rows, draws));
  }

  private SpecificInternalRow sample(float[] drawn, int i, int width, long row, Object[] kept) {
    long number = row * draws + i % draws;
    SpecificInternalRow sample = new SpecificInternalRow(samples);
    sample.setLong(0, number);
    sample.setLong(1, row);
    writer.write(drawn, i * width, number, sample, 2);
    boolean[] given = new boolean[writer.columns()];
    if (all != null) {
      all.write(sample, 2, drawn, i * width, number);
      given = all.columns(given.length);
    }
    known.write(kept, sample, 2, given);
    writer.mend(drawn, i * width, number, sample, 2, given);
    return sample;
  }
}
