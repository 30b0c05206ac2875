package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.Precision;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.sample.SamplingMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples images by the automatic sampler like a job, including Parquet, in one precision after the
 * other.
 */
final class UnetSamplingWork extends ScalableWork {
  private static final double LEAST_OF_PEER = 1.2;
  private static final double PEER_SECONDS = 4;

  private final UnetSize size;
  private final List<Precision> precisions;
  private final int blocks;
  private final NoiseSchedule levels = MadeUp.levels(TimedTraining.LEVELS);
  private TimedSampling sampling;

  /**
   * Makes the work.
   *
   * @param precisions float32, and others
   * @param blocks number of blocks of images for each core
   */
  UnetSamplingWork(Lab lab, UnetSize size, List<Precision> precisions, int blocks) {
    super("sample-" + size, lab);
    this.size = size;
    this.precisions = List.copyOf(precisions);
    this.blocks = blocks;
  }

  @Override
  public List<Quantity> quantities() {
    double flops = evaluations() * size.spec().forwardFlops();
    Target target = Target.ofPeer(LEAST_OF_PEER);
    return precisions.stream()
        .map(precision -> new Quantity(name(precision), "images/s", flops, target))
        .toList();
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
    return precisions.stream().mapToDouble(each -> run(lab().tasks(), each)).toArray();
  }

  @Override
  double run(int tasks) {
    return run(tasks, Precision.FLOAT32);
  }

  private double run(int tasks, Precision precision) {
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
