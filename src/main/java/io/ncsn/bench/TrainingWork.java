package io.ncsn.bench;

import java.util.ArrayList;
import java.util.List;

/** Runs {@link TimedTraining} on all cores and measures its time outside the steps. */
final class TrainingWork extends ScalableWork {
  private static final double MOST_OUTSIDE = 0.05;

  private final Size size;
  private final double seconds;
  private final Target target;
  private TimedTraining training;

  /**
   * Makes the work.
   *
   * @param seconds duration of a repetition
   * @param target target for the rows per second
   */
  TrainingWork(Lab lab, Size size, double seconds, Target target) {
    super("train-" + size, lab);
    this.size = size;
    this.seconds = seconds;
    this.target = target;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "rows/s", size.step(), target),
        new Quantity(name() + ", outside steps", "of time", 0, Target.atMost(MOST_OUTSIDE)));
  }

  @Override
  public void prepare() {
    training = new TimedTraining(lab(), size.spec());
    training.run(lab().tasks(), seconds / 2);
  }

  @Override
  public double[] measure() {
    RoundClock clock = training.run(lab().tasks(), seconds).clock();
    return new double[] {clock.rowsPerSecond(), clock.outsideSteps()};
  }

  @Override
  double run(int tasks) {
    return training.run(tasks, seconds).clock().rowsPerSecond();
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
