package io.ncsn.bench;

import io.ncsn.growth.LinearFit;
import io.ncsn.growth.RoundCost;
import java.util.List;

/**
 * What was measured of growth, and its fits.
 *
 * @param cores that computed
 * @param checkpoints seconds, by 1 and the parameters
 */
record GrowthMeasurements(
    int cores,
    List<GrowthPoint.Measured> trainings,
    List<GrowthSampling.Measured> samplings,
    List<LinearFit.Point> checkpoints) {

  /** One core's time in a replica's round: constant, a parameter, a row, a row's operation. */
  LinearFit replica() {
    return LinearFit.of(
        trainings.stream()
            .map(m -> new LinearFit.Point(replicaTerms(m.point()), m.replicaSeconds()))
            .toList());
  }

  static double[] replicaTerms(GrowthPoint point) {
    double rows = point.rowsPerReplica();
    return new double[] {1, point.parameters(), rows, rows * point.size().step()};
  }

  /**
   * A round's time outside the steps: constant, a replica, a parameter, a parameter of a replica, a
   * reduction by segments.
   */
  LinearFit outside() {
    return LinearFit.of(
        trainings.stream()
            .map(m -> new LinearFit.Point(outsideTerms(m.point()), m.outsideSeconds()))
            .toList());
  }

  static double[] outsideTerms(GrowthPoint point) {
    double parameters = point.parameters();
    return new double[] {
      1, point.replicas(), parameters, parameters * point.replicas(), point.bySegments() ? 1 : 0
    };
  }

  /**
   * A sampling job: constant, a cell that is written, and one core's time for a row's pass through
   * the network and each of its operations.
   */
  LinearFit sampling() {
    return LinearFit.of(
        samplings.stream()
            .map(m -> new LinearFit.Point(samplingTerms(m.point(), cores), m.seconds()))
            .toList());
  }

  static double[] samplingTerms(GrowthSampling point, int cores) {
    double rows = point.count();
    double passes = rows * point.evaluations() / cores;
    return new double[] {
      1, rows * point.size().dimension(), passes, passes * point.size().forward()
    };
  }

  /** Constants for the simulator. */
  RoundCost cost() {
    double[] outside = outside().constants();
    double[] checkpoint = LinearFit.of(checkpoints).constants();
    return new RoundCost(
        outside[0], outside[1], outside[4], outside[2], outside[3], checkpoint[0], checkpoint[1]);
  }

  /** One core's seconds for a row's step in a network of {@code size}. */
  double rowSeconds(Size size) {
    double[] constants = replica().constants();
    return constants[2] + constants[3] * size.step();
  }
}
