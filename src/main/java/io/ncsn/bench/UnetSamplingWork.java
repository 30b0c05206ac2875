package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.Precision;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.sample.SamplingMethod;
import java.util.ArrayList;
import java.util.List;

/** Samples images by the automatic sampler like a job, including Parquet. */
final class UnetSamplingWork extends ScalableWork {
  private static final double LEAST_OF_PEER = 1.2;
  private static final double PEER_SECONDS = 4;

  private final UnetSize size;
  private final Precision precision;
  private final int blocks;
  private final NoiseSchedule levels = MadeUp.levels(TimedTraining.LEVELS);
  private TimedSampling sampling;

  /**
   * Makes the work.
   *
   * @param blocks number of blocks of images for each core
   */
  UnetSamplingWork(Lab lab, UnetSize size, Precision precision, int blocks) {
    super("sample-" + size, precision, lab);
    this.size = size;
    this.precision = precision;
    this.blocks = blocks;
  }

  @Override
  public List<Quantity> quantities() {
    double flops = evaluations() * size.spec().forwardFlops();
    return List.of(new Quantity(name(), "images/s", flops, Target.ofPeer(LEAST_OF_PEER)));
  }

  /** Returns the sampler that the defaults choose. */
  SamplingMethod method() {
    return Lab.settings().sample().methodFor(size.spec(), levels).settled(levels);
  }

  private long evaluations() {
    return method().evaluations(levels);
  }

  @Override
  public void prepare() {
    sampling = new TimedSampling(lab(), MadeUp.untrained(size.spec(), levels));
    measure();
  }

  @Override
  public double[] measure() {
    return new double[] {run(lab().tasks())};
  }

  @Override
  double run(int tasks) {
    int count = blocks * lab().tasks() * block();
    return sampling.run(
        "sample.count=" + count,
        "sample.precision=" + Choice.name(precision),
        "sample.partitions=" + tasks);
  }

  /** Returns the number of images that are computed together. */
  private int block() {
    return size.spec().architecture().rowsAtOnce();
  }

  /** The same for all precisions: the peer's fastest, whichever it is, is what each is beside. */
  @Override
  public List<String> peer() {
    List<String> arguments =
        new ArrayList<>(List.of("sample", "--seconds", String.valueOf(PEER_SECONDS)));
    arguments.addAll(size.arguments());
    arguments.addAll(List.of("--steps", String.valueOf(evaluations())));
    arguments.addAll(List.of("--chunk", String.valueOf(block())));
    return arguments;
  }
}
