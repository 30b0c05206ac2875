package io.ncsn.bench;

/** Work of a Spark job on all its cores. */
abstract class SparkWork implements Work {
  private final String name;
  private final Lab lab;

  SparkWork(String name, Lab lab) {
    this.name = name;
    this.lab = lab;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int threads() {
    return lab.tasks();
  }

  final Lab lab() {
    return lab;
  }
}
