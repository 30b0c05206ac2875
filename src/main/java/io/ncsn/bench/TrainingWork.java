package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@link TimedTraining} on all cores and measures its time outside the steps, in one precision
 * after the other.
 */
final class TrainingWork extends ScalableWork {
  private static final double LEAST_OF_FLOAT32 = 1.3;

  /** Width of layers from which on {@link #LEAST_OF_FLOAT32} is aimed at. */
  private static final int WIDE = 512;

  private final Size size;
  private final double seconds;
  private final TrainingRates rates;
  private TimedTraining training;

  /**
   * Makes the work.
   *
   * @param precisions float32, and others
   * @param seconds duration of a training
   * @param target target for the rows per second
   */
  TrainingWork(Lab lab, Size size, List<Precision> precisions, double seconds, Target target) {
    super("train-" + size, lab);
    this.size = size;
    this.seconds = seconds;
    Target gain = size.width() >= WIDE ? Target.atLeast(LEAST_OF_FLOAT32) : Target.NONE;
    rates = new TrainingRates(name(), precisions, size.step(), "rows/s", target, gain);
  }

  @Override
  public List<Quantity> quantities() {
    return rates.quantities();
  }

  @Override
  public void prepare() {
    training = new TimedTraining(lab(), size.spec());
    rates.precisions().forEach(precision -> run(lab().tasks(), precision, seconds / 2));
  }

  @Override
  public double[] measure() {
    return rates.measure(precision -> run(lab().tasks(), precision, seconds));
  }

  @Override
  double run(int tasks) {
    return run(tasks, Precision.FLOAT32, seconds).rowsPerSecond();
  }

  private RoundClock run(int tasks, Precision precision, double duration) {
    return training.run(tasks, duration, "train.precision=" + Choice.name(precision)).clock();
  }

  @Override
  public List<String> peer() {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--seconds", String.valueOf(seconds)));
    arguments.addAll(size.arguments());
    arguments.addAll(List.of("--levels", String.valueOf(TimedTraining.LEVELS)));
    arguments.addAll(List.of("--rows", String.valueOf(TimedTraining.rows(size.dimension()))));
    return arguments;
  }

  @Override
  public void close() {
    training.close();
  }
}
