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
 * Latent codes of batches of rows: where the probability-flow ODE takes them. Null where a cell
 * holds no finite number.
 */
record BlockCodes(NoiseSchedule schedule, Prior prior, Scaler scaler, double tolerance)
    implements RowColumns.Compute {
  /** The codes of a model of numbers, as a column that {@link RowsInPlace} adds. */
  static AddedColumn column(ModelDescription model, double tolerance, String name) {
    return new AddedColumn(
        DataTypes.createStructField(
            name, DataTypes.createArrayType(DataTypes.DoubleType, false), true),
        new BlockCodes(model.schedule(), Prior.of(model.ranges()), model.scaler(), tolerance),
        0);
  }

  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    Readable readable = Readable.of(batch.numbers(), scaler);
    double[] codes =
        readable.count() == 0
            ? new double[0]
            : new ProbabilityFlow(network, schedule, prior, tolerance)
                .codes(readable.units(), readable.count());
    return Arrays.stream(readable.places())
        .mapToObj(place -> new Object[] {place < 0 ? null : code(codes, place)})
        .toList();
  }

  private Object code(double[] codes, int place) {
    int dimension = scaler.dimension();
    double[] code = Arrays.copyOfRange(codes, place * dimension, (place + 1) * dimension);
    return Double.isFinite(Arrays.stream(code).sum()) ? WrappedArray.make(code) : null;
  }
}
