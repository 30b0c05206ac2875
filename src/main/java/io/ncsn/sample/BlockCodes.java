package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.Scaler;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.NoiseSchedule;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.mutable.WrappedArray;

/**
 * Latent codes of batches of rows, where the probability-flow ODE takes them, or their
 * reconstructions, where it takes the codes back. Null where a cell holds no finite number.
 *
 * @param back whether reconstructions are wanted, in the table's units
 */
record BlockCodes(
    NoiseSchedule schedule, Prior prior, Scaler scaler, double tolerance, boolean back)
    implements RowColumns.Compute {
  /** Codes or reconstructions of a model of numbers, as a column that {@link RowsInPlace} adds. */
  static AddedColumn column(ModelDescription model, double tolerance, String name, boolean back) {
    return new AddedColumn(
        DataTypes.createStructField(
            name, DataTypes.createArrayType(DataTypes.DoubleType, false), true),
        new BlockCodes(model.schedule(), Prior.of(model.ranges()), model.scaler(), tolerance, back),
        0);
  }

  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    Readable readable = Readable.of(batch.numbers(), scaler);
    double[] found = readable.count() == 0 ? new double[0] : found(readable, network);
    return Arrays.stream(readable.places())
        .mapToObj(place -> new Object[] {place < 0 ? null : row(found, place)})
        .toList();
  }

  private double[] found(Readable readable, TrainedNetwork network) {
    ProbabilityFlow flow = new ProbabilityFlow(network, schedule, prior, tolerance);
    double[] codes = flow.codes(readable.units(), readable.count());
    if (!back) {
      return codes;
    }
    double[] rows = flow.rows(codes, readable.count());
    Arrays.setAll(rows, i -> scaler.fromUnit(i % scaler.dimension(), rows[i]));
    return rows;
  }

  private Object row(double[] found, int place) {
    int dimension = scaler.dimension();
    double[] row = Arrays.copyOfRange(found, place * dimension, (place + 1) * dimension);
    return Double.isFinite(Arrays.stream(row).sum()) ? WrappedArray.make(row) : null;
  }
}
