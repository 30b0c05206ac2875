package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Trains a U-Net on all cores and measures its time outside the steps, in one precision after the
 * other.
 */
final class UnetTrainingWork extends ScalableWork {
  private static final int BATCH = 64;
  private static final double MOST_OUTSIDE = 0.05;
  private static final double LEAST_OF_PEER = 1.2;
  private static final double LEAST_OF_FLOAT32 = 1.4;
  private static final double PEER_SECONDS = 4;

  private final UnetSize size;
  private final List<Precision> precisions;
  private final double seconds;
  private TimedTraining training;

  /**
   * Makes the work.
   *
   * @param precisions float32, and others
   * @param seconds duration of a training
   */
  UnetTrainingWork(Lab lab, UnetSize size, List<Precision> precisions, double seconds) {
    super("train-" + size, lab);
    this.size = size;
    this.precisions = List.copyOf(precisions);
    this.seconds = seconds;
  }

  @Override
  public List<Quantity> quantities() {
    double flops = 3 * size.spec().forwardFlops();
    List<Quantity> quantities = new ArrayList<>();
    for (Precision precision : precisions) {
      String name = name(precision);
      Target rate = hasPeer() ? Target.ofPeer(LEAST_OF_PEER) : Target.NONE;
      Target outside = Target.atMost(MOST_OUTSIDE);
      quantities.add(new Quantity(name, "images/s", flops, rate));
      quantities.add(new Quantity(name + ", outside steps", "of time", 0, outside));
      if (precision != Precision.FLOAT32) {
        Target ratio = hasPeer() ? Target.NONE : Target.atLeast(LEAST_OF_FLOAT32);
        quantities.add(new Quantity(name + ", by float32", "of its images/s", 0, ratio));
      }
    }
    return quantities;
  }

  @Override
  public void prepare() {
    training = new TimedTraining(lab(), size.spec());
    precisions.forEach(precision -> run(lab().tasks(), precision, seconds / 2));
  }

  @Override
  public double[] measure() {
    List<Double> values = new ArrayList<>();
    for (Precision precision : precisions) {
      RoundClock clock = run(lab().tasks(), precision, seconds);
      values.add(clock.rowsPerSecond());
      values.add(clock.outsideSteps());
      if (precision != Precision.FLOAT32) {
        values.add(clock.rowsPerSecond() / values.get(0));
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  double run(int tasks) {
    return run(tasks, Precision.FLOAT32, seconds).rowsPerSecond();
  }

  private RoundClock run(int tasks, Precision precision, double duration) {
    return training
        .run(
            tasks,
            duration,
            "train.batch-size=" + BATCH,
            "train.precision=" + Choice.name(precision))
        .clock();
  }

  /** PyTorch compiles a network for minutes, so the wide one has no peer. */
  private boolean hasPeer() {
    return !size.equals(UnetSize.WIDE);
  }

  @Override
  public List<String> peer() {
    if (!hasPeer()) {
      return List.of();
    }
    int rows = TimedTraining.rows(size.spec().dimension());
    OptionalDouble clip = Lab.settings().train().clipNorm();
    List<String> arguments =
        new ArrayList<>(List.of("train", "--seconds", String.valueOf(PEER_SECONDS)));
    arguments.addAll(size.arguments());
    arguments.addAll(List.of("--batch", String.valueOf(BATCH)));
    arguments.addAll(List.of("--clip", String.valueOf(clip.orElseThrow())));
    arguments.addAll(List.of("--levels", String.valueOf(TimedTraining.LEVELS)));
    arguments.addAll(List.of("--rows", String.valueOf(rows)));
    return arguments;
  }

  @Override
  public void close() {
    training.close();
  }
}
