package io.ncsn.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/** The values from the repetitions of one measurement. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  double median() {
    return StatUtils.percentile(array(), 50);
  }

  double min() {
    return StatUtils.min(array());
  }

  double max() {
    return StatUtils.max(array());
  }

  List<Double> values() {
    return List.copyOf(values);
  }

  private double[] array() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
