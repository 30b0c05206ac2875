package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.Precision;
import java.util.ArrayList;
import java.util.List;

/** Samples by annealed Langevin dynamics like a job, including Parquet. */
final class SamplingWork extends ScalableWork {
  private static final double SECONDS = 3; // of the peer's repetitions

  private final Size size;
  private final int levels;
  private final int steps;
  private final int count;
  private final Precision precision;
  private final Target target;
  private TimedSampling sampling;

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

  @Override
  public List<Quantity> quantities() {
    double evaluations = levels * steps + 1.0;
    return List.of(new Quantity(name(), "samples/s", evaluations * size.forward(), target));
  }

  @Override
  public void prepare() {
    load();
    measure();
  }

  /** Makes the model. */
  void load() {
    sampling = new TimedSampling(lab(), MadeUp.untrained(size.spec(), MadeUp.levels(levels)));
  }

  @Override
  public double[] measure() {
    return new double[] {run(lab().tasks())};
  }

  @Override
  double run(int tasks) {
    return sampling.run(
        "sample.count=" + count,
        "sample.steps-per-level=" + steps,
        "sample.precision=" + Choice.name(precision),
        "sample.partitions=" + tasks);
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
