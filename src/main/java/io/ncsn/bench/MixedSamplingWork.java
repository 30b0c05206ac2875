package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.Sampler;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
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
    SampleSettings settings =
        Lab.settings(
                "sample.count=" + count, "sample.sampler=dpm-solver", "sample.steps=" + EVALUATIONS)
            .sample();
    String samples = lab().fresh("samples");
    long begin = System.nanoTime();
    new Sampler(lab().session(), model, settings, KernelPlan.here(KernelChoice.AUTO))
        .write(new WaveTarget(samples, new WavePace(Lab.settings().waves().seconds())));
    double seconds = (System.nanoTime() - begin) / 1e9;
    lab().delete(samples);
    return new double[] {count / seconds};
  }
}
