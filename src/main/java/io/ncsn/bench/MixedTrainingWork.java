package io.ncsn.bench;

import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import java.util.List;

/**
 * Trains a model of a mixed table, and in turn one of a table of numbers with as many channels,
 * with equal hidden layers and minibatches.
 */
final class MixedTrainingWork extends SparkWork {
  private static final double LEAST_RATIO = 0.8;
  private static final String BATCH = "train.batch-size=2048";

  private final double seconds;
  private TimedTraining mixed;
  private TimedTraining numbers;

  /**
   * Makes the work.
   *
   * @param seconds duration of each of the two trainings of a repetition
   */
  MixedTrainingWork(Lab lab, double seconds) {
    super("train-mixed", lab);
    this.seconds = seconds;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "rows/s"),
        new Quantity(
            name() + ", by numbers alone", "of its rows/s", 0, Target.atLeast(LEAST_RATIO)));
  }

  @Override
  public void prepare() {
    mixed = MixedModels.training(lab());
    numbers =
        new TimedTraining(lab(), new NetworkSpec(mixed.channels(), MixedModels.HIDDEN, Form.EDM));
    mixed.run(lab().tasks(), seconds / 2, BATCH);
    numbers.run(lab().tasks(), seconds / 2, BATCH);
  }

  @Override
  public double[] measure() {
    double rate = rate(mixed);
    return new double[] {rate, rate / rate(numbers)};
  }

  private double rate(TimedTraining training) {
    return training.run(lab().tasks(), seconds, BATCH).clock().rowsPerSecond();
  }

  @Override
  public void close() {
    mixed.close();
    numbers.close();
  }
}
