package io.ncsn.evaluate;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Sliced Wasserstein-2 distance (Bonneel et al. 2015): √ of the mean of W₂² over random directions.
 * In one dimension W₂² of two sets of points is ∫₀¹ (F⁻¹(q) − G⁻¹(q))² dq, exact by sorting.
 */
final class SlicedWasserstein {
  private SlicedWasserstein() {}

  static double distance(
      JavaSparkContext spark,
      Broadcast<Matrix> first,
      Broadcast<Matrix> second,
      int projections,
      long seed) {
    List<Double> squares =
        OrderedTasks.map(
            spark,
            projections,
            index -> {
              double[] direction = direction(seed, index, first.value().columns());
              return squaredDistance(
                  project(first.value(), direction), project(second.value(), direction));
            });
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum / projections);
  }

  /** W₂² of two sets of numbers, of any sizes; sorts both. */
  static double squaredDistance(double[] first, double[] second) {
    Arrays.sort(first);
    Arrays.sort(second);
    long whole = (long) first.length * second.length;
    double sum = 0;
    long done = 0;
    while (done < whole) {
      int i = (int) (done / second.length);
      int j = (int) (done / first.length);
      long end = Math.min((i + 1L) * second.length, (j + 1L) * first.length);
      double difference = first[i] - second[j];
      sum += (end - done) * difference * difference;
      done = end;
    }
    return sum / whole;
  }

  private static double[] direction(long seed, int index, int dimension) {
    var normal = Streams.normals(Streams.of(seed, Purpose.EVALUATION, index));
    double[] direction = new double[dimension];
    double square = 0;
    for (int j = 0; j < dimension; j++) {
      direction[j] = normal.sample();
      square += direction[j] * direction[j];
    }
    for (int j = 0; j < dimension; j++) {
      direction[j] /= Math.sqrt(square);
    }
    return direction;
  }

  private static double[] project(Matrix matrix, double[] direction) {
    double[] projected = new double[matrix.rows()];
    for (int i = 0; i < projected.length; i++) {
      for (int j = 0; j < direction.length; j++) {
        projected[i] += matrix.at(i, j) * direction[j];
      }
    }
    return projected;
  }
}
