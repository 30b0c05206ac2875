package io.ncsn.sample;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.data.Scaler;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Log-densities of blocks of rows on executors. A row's random vectors are keyed by its own values,
 * so its density does not depend on where it stands.
 */
record BlockLikelihood(
    NetworkSpec spec,
    NoiseSchedule schedule,
    Scaler scaler,
    LikelihoodPlan plan,
    KernelChoice kernel,
    Broadcast<float[]> parameters)
    implements Serializable {
  private static final int BLOCK = 256;

  /** Rows of columns and then an array of numbers, to rows of the columns and then the density. */
  Iterator<Row> of(Iterator<Row> rows) {
    ScoreNetwork network = new ScoreNetwork(spec, parameters.value(), kernel);
    TaskCompletionListener close = context -> network.close();
    TaskContext.get().addTaskCompletionListener(close);
    ProbabilityFlow flow =
        new ProbabilityFlow(network, schedule, spec.dimension(), plan.tolerance());
    return new Iterator<>() {
      private Iterator<Row> block = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        return block.hasNext() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (!block.hasNext()) {
          block = block(rows, flow).iterator();
        }
        return block.next();
      }
    };
  }

  private List<Row> block(Iterator<Row> rows, ProbabilityFlow flow) {
    List<Row> block = new ArrayList<>(BLOCK);
    List<float[]> readable = new ArrayList<>(BLOCK);
    boolean[] isReadable = new boolean[BLOCK];
    while (block.size() < BLOCK && rows.hasNext()) {
      Row row = rows.next();
      float[] unit = unit(row);
      isReadable[block.size()] = unit != null;
      if (unit != null) {
        readable.add(unit);
      }
      block.add(row);
    }
    Iterator<double[]> densities = densities(readable, flow).iterator();
    List<Row> scored = new ArrayList<>(block.size());
    for (int i = 0; i < block.size(); i++) {
      scored.add(scored(block.get(i), isReadable[i] ? densities.next() : new double[0]));
    }
    return scored;
  }

  /** The row standardised; null if it holds what is no finite number. */
  private float[] unit(Row row) {
    int last = row.size() - 1;
    List<Double> values = row.isNullAt(last) ? List.of() : row.getList(last);
    if (values.size() != spec.dimension()) {
      return null;
    }
    float[] unit = new float[values.size()];
    for (int j = 0; j < unit.length; j++) {
      Double value = values.get(j);
      unit[j] = value == null ? Float.NaN : (float) scaler.toUnit(j, value);
      if (!Float.isFinite(unit[j])) {
        return null;
      }
    }
    return unit;
  }

  /** Estimates of each row's log-density, in standardised units. */
  private List<double[]> densities(List<float[]> units, ProbabilityFlow flow) {
    int count = units.size();
    if (count == 0) {
      return List.of();
    }
    int dimension = spec.dimension();
    float[] rows = new float[count * dimension];
    UniformRandomProvider[] streams = new UniformRandomProvider[count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(units.get(i), 0, rows, i * dimension, dimension);
      streams[i] = Streams.of(plan.seed(), Purpose.LIKELIHOOD, Arrays.hashCode(units.get(i)));
    }
    Traces traces =
        plan.exact()
            ? Traces.exact(count, dimension)
            : Traces.hutchinson(streams, dimension, plan.probes());
    return Arrays.asList(flow.logDensities(rows, count, traces));
  }

  /** The kept columns, the mean of the estimates in data units, and for several their error. */
  private Row scored(Row row, double[] estimates) {
    int kept = row.size() - 1;
    Object[] values = new Object[kept + (plan.exact() ? 1 : 3)];
    for (int i = 0; i < kept; i++) {
      values[i] = row.get(i);
    }
    double mean = Arrays.stream(estimates).average().orElse(Double.NaN);
    if (Double.isFinite(mean)) {
      values[kept] = mean - logScale();
    }
    if (!plan.exact()) {
      values[kept + 1] = Double.isFinite(mean) ? standardError(estimates, mean) : null;
      values[kept + 2] = plan.probes();
    }
    return RowFactory.create(values);
  }

  private static double standardError(double[] estimates, double mean) {
    double squares = Arrays.stream(estimates).map(e -> (e - mean) * (e - mean)).sum();
    return Math.sqrt(squares / (estimates.length - 1) / estimates.length);
  }

  private double logScale() {
    return Arrays.stream(scaler.scale()).map(Math::log).sum();
  }
}
