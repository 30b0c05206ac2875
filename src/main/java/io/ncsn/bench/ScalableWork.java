package io.ncsn.bench;

import io.ncsn.config.Choice;
import io.ncsn.network.Precision;

/** Work that any number of tasks can share. */
abstract class ScalableWork extends SparkWork {
  ScalableWork(String name, Lab lab) {
    super(name, lab);
  }

  /** Does the work once by {@code tasks} tasks and returns units per second. */
  abstract double run(int tasks);

  /** Returns the name of the work in a precision. */
  final String name(Precision precision) {
    return name() + suffix(precision);
  }

  static String suffix(Precision precision) {
    return precision == Precision.FLOAT32 ? "" : "-" + Choice.name(precision);
  }
}
