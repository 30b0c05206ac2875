package io.ncsn.bench;

import io.ncsn.growth.LinearFit;
import io.ncsn.growth.RoundCost;
import java.util.List;

/**
 * The measurements of growth and their fits.
 *
 * @param cores number of cores that computed
 * @param checkpoints seconds of checkpoints, with the regressors 1 and number of parameters
 */
record GrowthMeasurements(
    int cores,
    List<GrowthPoint.Measured> trainings,
    List<GrowthSampling.Measured> samplings,
    List<LinearFit.Point> checkpoints) {

  /**
   * Fits one core's time in a replica's round. The terms are a constant, the parameters, the rows,
   * and the operations of the rows.
   */
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
   * Fits the time of a round outside the steps. The terms are a constant, the replicas, the
   * parameters, the parameters of all replicas, and the use of a reduction by segments.
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
   * Fits the time of a sampling job. The terms are a constant, the written cells, and one core's
   * time for the network passes and for their operations.
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

  /** Returns the constants for the simulator. */
  RoundCost cost() {
    double[] outside = outside().constants();
    double[] checkpoint = LinearFit.of(checkpoints).constants();
    return new RoundCost(
        outside[0], outside[1], outside[4], outside[2], outside[3], checkpoint[0], checkpoint[1]);
  }

  /** Returns one core's seconds for the step of a row in a network of {@code size}. */
  double rowSeconds(Size size) {
    double[] constants = replica().constants();
    return constants[2] + constants[3] * size.step();
  }
}
