package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Trains a U-Net on all cores and measures its time outside the steps. In bfloat16, the same in
 * float32 is measured in turn.
 */
final class UnetTrainingWork extends ScalableWork {
  /** Images of a minibatch. */
  static final int BATCH = 64;

  private static final double MOST_OUTSIDE = 0.05;
  private static final double LEAST_OF_PEER = 1.2;
  private static final double LEAST_OF_FLOAT32 = 1.4;
  private static final double PEER_SECONDS = 4;

  private final UnetSize size;
  private final Precision precision;
  private final double seconds;
  private TimedTraining training;

  /**
   * Makes the work.
   *
   * @param seconds duration of a training
   */
  UnetTrainingWork(Lab lab, UnetSize size, Precision precision, double seconds) {
    super("train-" + size, precision, lab);
    this.size = size;
    this.precision = precision;
    this.seconds = seconds;
  }

  @Override
  public List<Quantity> quantities() {
    double flops = 3 * size.spec().forwardFlops();
    Target rate = hasPeer() ? Target.ofPeer(LEAST_OF_PEER) : Target.NONE;
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(new Quantity(name(), "images/s", flops, rate));
    quantities.add(
        new Quantity(name() + ", outside steps", "of time", 0, Target.atMost(MOST_OUTSIDE)));
    if (precision != Precision.FLOAT32) {
      Target ratio = hasPeer() ? Target.NONE : Target.atLeast(LEAST_OF_FLOAT32);
      quantities.add(new Quantity(name() + ", by float32", "of its images/s", 0, ratio));
    }
    return quantities;
  }

  @Override
  public void prepare() {
    training = new TimedTraining(lab(), size.spec());
    run(lab().tasks(), precision, seconds / 2);
    if (precision != Precision.FLOAT32) {
      run(lab().tasks(), Precision.FLOAT32, seconds / 2);
    }
  }

  @Override
  public double[] measure() {
    RoundClock clock = run(lab().tasks(), precision, seconds);
    double rate = clock.rowsPerSecond();
    return precision == Precision.FLOAT32
        ? new double[] {rate, clock.outsideSteps()}
        : new double[] {
          rate,
          clock.outsideSteps(),
          rate / run(lab().tasks(), Precision.FLOAT32, seconds).rowsPerSecond()
        };
  }

  @Override
  double run(int tasks) {
    return run(tasks, precision, seconds).rowsPerSecond();
  }

  private RoundClock run(int tasks, Precision of, double duration) {
    return training
        .run(tasks, duration, "train.batch-size=" + BATCH, "train.precision=" + Choice.name(of))
        .clock();
  }

  /** PyTorch compiles a network for minutes, so only the default one has a peer. */
  private boolean hasPeer() {
    return !size.equals(UnetSize.WIDE);
  }

  /** The same for all precisions: the peer's fastest, whichever it is, is what each is beside. */
  @Override
  public List<String> peer() {
    if (!hasPeer()) {
      return List.of();
    }
    NetworkSpec spec = size.spec();
    OptionalDouble clip = Lab.settings().train().clipNorm();
    List<String> arguments =
        new ArrayList<>(List.of("train", "--seconds", String.valueOf(PEER_SECONDS)));
    arguments.addAll(size.arguments());
    arguments.addAll(List.of("--batch", String.valueOf(BATCH)));
    arguments.addAll(List.of("--clip", String.valueOf(clip.orElseThrow())));
    arguments.addAll(List.of("--levels", String.valueOf(TimedTraining.LEVELS)));
    arguments.addAll(List.of("--rows", String.valueOf(TimedTraining.rows(spec.dimension()))));
    return arguments;
  }

  @Override
  public void close() {
    training.close();
  }
}
