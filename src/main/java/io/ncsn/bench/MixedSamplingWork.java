package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import java.util.List;

/** Samples rows of a mixed table like a job with {@code conf/table.conf}, including Parquet. */
final class MixedSamplingWork extends SparkWork {
  private static final int EVALUATIONS = 16;
  private static final double LEAST = 10_000;

  private final int count;
  private Checkpoint model;

  /**
   * Makes the work.
   *
   * @param count number of rows in a repetition
   */
  MixedSamplingWork(Lab lab, int count) {
    super("sample-mixed", lab);
    this.count = count;
  }

  @Override
  public List<Quantity> quantities() {
    double flops = model == null ? 0 : EVALUATIONS * model.model().network().forwardFlops();
    return List.of(new Quantity(name(), "rows/s", flops, Target.atLeast(LEAST)));
  }

  /** The model is trained for one round: that does not change the arithmetic. */
  @Override
  public void prepare() {
    TimedTraining training = MixedModels.training(lab());
    model = training.run(lab().tasks(), 0.01).model();
    training.close();
    measure();
  }

  @Override
  public double[] measure() {
    double rate =
        new TimedSampling(lab(), model)
            .run(
                "sample.count=" + count,
                "sample.sampler=dpm-solver",
                "sample.steps=" + EVALUATIONS);
    return new double[] {rate};
  }
}
