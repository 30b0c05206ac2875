package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Columns that a network computes for batches of a table's rows, on executors. */
final class RowColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;

  /** Converts the numbers of mixed rows to stored ones; null for rows of numbers. */
  private final RowCodec codec;

  private final KernelPlan kernel;
  private final Broadcast<float[]> parameters;
  private final Result result;

  /** Makes the rows of the result. */
  @FunctionalInterface
  interface Result extends Serializable {
    /** Returns the rows that come of the rows of {@code batch}. */
    List<Object[]> rows(RowBlock batch, TrainedNetwork network);

    /**
     * Checks that the result can be of a table of {@code rows} rows.
     *
     * @throws io.ncsn.config.ConfigException if it cannot
     */
    default void requireRoom(long rows) {}

    /** The precision of the network's arithmetic. */
    default Precision precision() {
      return Precision.FLOAT32;
    }
  }

  /** The columns' values, which stand behind the columns that are kept. */
  interface Compute extends Result {
    /** A row of values for each row of {@code batch}. */
    List<Object[]> of(RowBlock batch, TrainedNetwork network);

    @Override
    default List<Object[]> rows(RowBlock batch, TrainedNetwork network) {
      List<Object[]> values = of(batch, network);
      return IntStream.range(0, batch.rows())
          .mapToObj(i -> Stream.of(batch.kept()[i], values.get(i)).flatMap(Stream::of).toArray())
          .toList();
    }
  }

  RowColumns(
      ModelDescription model, KernelPlan kernel, Broadcast<float[]> parameters, Result result) {
    this.spec = model.network();
    this.codec = model.isMixed() ? model.codec() : null;
    this.kernel = kernel;
    this.parameters = parameters;
    this.result = result;
  }

  /** The rows of the result, a batch in memory at a time. */
  Iterator<Row> rows(Iterator<RowBlock> batches) {
    if (!batches.hasNext()) {
      return Collections.emptyIterator();
    }
    TrainedNetwork network = spec.trained(parameters.value(), kernel, result.precision());
    TaskCompletionListener close = context -> network.close();
    TaskContext.get().addTaskCompletionListener(close);
    Iterable<RowBlock> all = () -> batches;
    return StreamSupport.stream(all.spliterator(), false)
        .map(batch -> codec == null ? batch : batch.with(codec.units(batch.numbers())))
        .flatMap(batch -> result.rows(batch, network).stream())
        .map(RowFactory::create)
        .iterator();
  }
}
