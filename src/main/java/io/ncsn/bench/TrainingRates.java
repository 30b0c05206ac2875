package io.ncsn.bench;

import io.ncsn.network.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The rate of a training and its time outside the steps, in one precision after the other, and the
 * ratio of each rate to that in float32.
 *
 * @param name the work's name
 * @param precisions float32, and others
 * @param flops floating-point operations of the products for each row
 * @param unit the rate's unit
 * @param rate target for each rate
 * @param gain target for the ratios to float32
 */
record TrainingRates(
    String name, List<Precision> precisions, double flops, String unit, Target rate, Target gain) {
  private static final double MOST_OUTSIDE = 0.05;

  List<Quantity> quantities() {
    List<Quantity> quantities = new ArrayList<>();
    for (Precision precision : precisions) {
      String each = name + ScalableWork.suffix(precision);
      Target outside = Target.atMost(MOST_OUTSIDE);
      quantities.add(new Quantity(each, unit, flops, rate));
      quantities.add(new Quantity(each + ", outside steps", "of time", 0, outside));
      if (precision != Precision.FLOAT32) {
        quantities.add(new Quantity(each + ", by float32", "of its " + unit, 0, gain));
      }
    }
    return quantities;
  }

  /** Trains once in each precision, and returns the values of {@link #quantities}. */
  double[] measure(Function<Precision, RoundClock> training) {
    List<Double> values = new ArrayList<>();
    for (Precision precision : precisions) {
      RoundClock clock = training.apply(precision);
      values.add(clock.rowsPerSecond());
      values.add(clock.outsideSteps());
      if (precision != Precision.FLOAT32) {
        values.add(clock.rowsPerSecond() / values.get(0));
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
