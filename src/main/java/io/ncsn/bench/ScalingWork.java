package io.ncsn.bench;

import java.util.List;

/** Compares training and sampling on all cores with the same on one core. */
final class ScalingWork extends SparkWork {
  private static final double OF_CORES = 0.95;

  private final Size size;
  private final SamplingWork sampling;
  private final double seconds;
  private TimedTraining training;

  /**
   * Makes the work.
   *
   * @param size size of the trained network
   * @param sampling the sampling work
   * @param seconds duration of each training
   */
  ScalingWork(Lab lab, Size size, SamplingWork sampling, double seconds) {
    super("scaling", lab);
    this.size = size;
    this.sampling = sampling;
    this.seconds = seconds;
  }

  @Override
  public List<Quantity> quantities() {
    int cores = lab().tasks();
    Target target = Target.atLeast(OF_CORES * cores);
    String unit = "× of one";
    return List.of(
        new Quantity("train-%s, %d tasks".formatted(size, cores), unit, 0, target),
        new Quantity("%s, %d tasks".formatted(sampling.name(), cores), unit, 0, target));
  }

  @Override
  public void prepare() {
    sampling.prepare();
    training = new TimedTraining(lab(), size.spec());
    training.run(lab().tasks(), seconds);
  }

  @Override
  public double[] measure() {
    double trained =
        training.run(lab().tasks(), seconds).clock().rowsPerSecond()
            / training.run(1, seconds).clock().rowsPerSecond();
    return new double[] {trained, sampling.run(lab().tasks()) / sampling.run(1)};
  }

  @Override
  public void close() {
    training.close();
  }
}
