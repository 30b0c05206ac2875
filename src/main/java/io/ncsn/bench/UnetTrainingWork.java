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
    return rates().quantities();
  }

  private TrainingRates rates() {
    return new TrainingRates(
        name(),
        precisions,
        3 * size.spec().forwardFlops(),
        "images/s",
        hasPeer() ? Target.ofPeer(LEAST_OF_PEER) : Target.NONE,
        hasPeer() ? Target.NONE : Target.atLeast(LEAST_OF_FLOAT32));
  }

  @Override
  public void prepare() {
    training = new TimedTraining(lab(), size.spec());
    precisions.forEach(precision -> run(lab().tasks(), precision, seconds / 2));
  }

  @Override
  public double[] measure() {
    return rates().measure(precision -> run(lab().tasks(), precision, seconds));
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
