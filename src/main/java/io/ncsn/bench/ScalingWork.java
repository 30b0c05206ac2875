package io.ncsn.bench;

import java.util.List;

/** Compares training and sampling on all cores with the same on one core. */
final class ScalingWork extends SparkWork {
  private final List<ScalableWork> works;
  private final double ofCores;

  /**
   * Makes the work.
   *
   * @param works training and sampling
   * @param ofCores target for the ratio to one core, in shares of the number of cores
   */
  ScalingWork(String name, Lab lab, List<ScalableWork> works, double ofCores) {
    super(name, lab);
    this.works = List.copyOf(works);
    this.ofCores = ofCores;
  }

  @Override
  public List<Quantity> quantities() {
    int cores = lab().tasks();
    Target target = Target.atLeast(ofCores * cores);
    return works.stream()
        .map(work -> "%s, %d tasks".formatted(work.name(), cores))
        .map(name -> new Quantity(name, "× of one", 0, target))
        .toList();
  }

  @Override
  public void prepare() {
    works.forEach(ScalableWork::prepare);
  }

  @Override
  public double[] measure() {
    return works.stream().mapToDouble(work -> work.run(lab().tasks()) / work.run(1)).toArray();
  }

  @Override
  public void close() {
    works.forEach(ScalableWork::close);
  }
}
