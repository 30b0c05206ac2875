package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.Precision;

/** Work that any number of tasks can share. */
abstract class ScalableWork extends SparkWork {
  ScalableWork(String name, Precision precision, Lab lab) {
    super(name + (precision == Precision.FLOAT32 ? "" : "-" + Choice.name(precision)), lab);
  }

  /** Does the work once by {@code tasks} tasks and returns units per second. */
  abstract double run(int tasks);
}
