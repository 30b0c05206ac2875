package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.config.Choice;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.Precision;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.Sampler;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.util.ArrayList;
import java.util.List;

/** Samples by annealed Langevin dynamics like a job, including Parquet. */
final class SamplingWork extends SparkWork {
  private static final double SECONDS = 3; // of the peer's repetitions

  private final Size size;
  private final int levels;
  private final int steps;
  private final int count;
  private final Precision precision;
  private final Target target;
  private Checkpoint model;

  /**
   * @param levels L
   * @param steps T
   * @param count number of samples in a repetition
   */
  SamplingWork(
      Lab lab, Size size, int levels, int steps, int count, Precision precision, Target target) {
    super("sample-" + size + suffix(precision), lab);
    this.size = size;
    this.levels = levels;
    this.steps = steps;
    this.count = count;
    this.precision = precision;
    this.target = target;
  }

  private static String suffix(Precision precision) {
    return precision == Precision.FLOAT32 ? "" : "-" + Choice.name(precision);
  }

  @Override
  public List<Quantity> quantities() {
    double evaluations = levels * steps + 1.0;
    return List.of(new Quantity(name(), "samples/s", evaluations * size.forward(), target));
  }

  @Override
  public void prepare() {
    load();
    run(lab().tasks());
  }

  /** Makes the model. */
  void load() {
    model = MadeUp.untrained(size.spec(), MadeUp.levels(levels));
  }

  @Override
  public double[] measure() {
    return new double[] {run(lab().tasks())};
  }

  /** Samples with {@code tasks} tasks and returns samples per second. */
  double run(int tasks) {
    SampleSettings settings =
        Lab.settings(
                "sample.count=" + count,
                "sample.steps-per-level=" + steps,
                "sample.precision=" + Choice.name(precision),
                "sample.partitions=" + tasks)
            .sample();
    double wave = Lab.settings().waves().seconds();
    String samples = lab().fresh("samples");
    long begin = System.nanoTime();
    new Sampler(lab().session(), model, settings, KernelPlan.here(KernelChoice.AUTO))
        .write(new WaveTarget(samples, new WavePace(wave)));
    double seconds = (System.nanoTime() - begin) / 1e9;
    lab().delete(samples);
    return count / seconds;
  }

  @Override
  public List<String> peer() {
    List<String> arguments =
        new ArrayList<>(List.of("sample", "--seconds", String.valueOf(SECONDS)));
    arguments.addAll(size.arguments());
    arguments.addAll(List.of("--levels", String.valueOf(levels), "--steps", String.valueOf(steps)));
    arguments.addAll(List.of("--chunk", String.valueOf(size.dimension() > 100 ? 1024 : 256)));
    return arguments;
  }
}
