package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.sample.Likelihood;
import io.ncsn.sample.LikelihoodPlan;
import io.ncsn.sample.ProbabilityFlow;
import io.ncsn.sample.Traces;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Computes log-densities of the rows of a table under a model trained on it, including Parquet. */
final class LikelihoodWork extends SparkWork {
  private static final Size SIZE = new Size(10, 256);
  private static final int BLOCK = 256; // rows that the job integrates together

  private final int rows;
  private final double seconds;
  private Checkpoint model;
  private LikelihoodPlan plan;
  private Dataset<Row> table;
  private double evaluations;

  /**
   * Makes the work.
   *
   * @param rows number of rows in a repetition
   * @param seconds training time of the model
   */
  LikelihoodWork(Lab lab, int rows, double seconds) {
    super("likelihood", lab);
    this.rows = rows;
    this.seconds = seconds;
  }

  /** An evaluation is a forward pass, and a backward pass for each column's part of the trace. */
  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "rows/s"), new Quantity(name() + ", evaluations", "a block"));
  }

  @Override
  public void prepare() {
    TimedTraining training = new TimedTraining(lab(), SIZE.spec());
    model = training.run(lab().tasks(), seconds).model();
    training.close();
    plan = LikelihoodPlan.resolve(Lab.settings().likelihood(), model.model());
    table = table();
    evaluations = evaluations();
    measure();
  }

  private Dataset<Row> table() {
    int dimension = SIZE.dimension();
    int parts = lab().tasks();
    int each = rows / parts;
    JavaRDD<Row> numbers =
        lab()
            .spark()
            .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
            .flatMap(
                part -> rows(MadeUp.shard(part, each, dimension).floats(), dimension).iterator());
    StructType schema =
        new StructType().add("numbers", DataTypes.createArrayType(DataTypes.DoubleType, false));
    return lab().session().createDataFrame(numbers, schema);
  }

  private static List<Row> rows(float[] values, int dimension) {
    return IntStream.range(0, values.length / dimension)
        .mapToObj(
            row ->
                RowFactory.create(
                    (Object)
                        IntStream.range(0, dimension)
                            .mapToObj(j -> (double) values[row * dimension + j])
                            .toArray(Double[]::new)))
        .toList();
  }

  /** Returns the number of network evaluations for one block of rows. */
  private double evaluations() {
    ModelDescription description = model.model();
    float[] block = MadeUp.shard(0, BLOCK, SIZE.dimension()).floats();
    try (ScoreNetwork network =
        new ScoreNetwork(SIZE.spec(), model.samplingParameters(), KernelChoice.AUTO)) {
      ProbabilityFlow flow =
          ProbabilityFlow.of(
              description, description.schedule().size() - 1, network, plan.tolerance());
      double[][] densities = flow.logDensities(block, BLOCK, Traces.exact(BLOCK, SIZE.dimension()));
      if (!Arrays.stream(densities).allMatch(density -> Double.isFinite(density[0]))) {
        throw new IllegalStateException("Cannot measure likelihood: a density is not finite");
      }
      return flow.evaluations();
    }
  }

  @Override
  public double[] measure() {
    long begin = System.nanoTime();
    new Likelihood(lab().session(), model, plan, KernelPlan.here(KernelChoice.AUTO))
        .write(
            table,
            new WaveTarget(
                lab().fresh("likelihood"), new WavePace(Lab.settings().waves().seconds())));
    return new double[] {rows / ((System.nanoTime() - begin) / 1e9), evaluations};
  }
}
