package io.ncsn.data.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The span of vectors that do not depend on each other, kept as an orthonormal basis (modified
 * Gram-Schmidt, twice, for what rounding leaves).
 *
 * @param <T> what a vector is of
 */
final class LinearSpan<T> {
  private static final double NOTHING = 1e-9; // of a vector's norm

  private final List<T> columns = new ArrayList<>();
  private final List<double[]> directions = new ArrayList<>();

  /** The vectors by the directions, upper triangular, one row a vector. */
  private final List<double[]> triangle = new ArrayList<>();

  /** A vector of the span, and how much of it there is. */
  record Part<T>(T column, double coefficient) {}

  /** Adds a vector; or returns what it consists of if it lies in the span. */
  Optional<List<Part<T>>> add(T column, double[] vector) {
    double[] rest = vector.clone();
    double[] along = new double[columns.size() + 1];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < columns.size(); i++) {
        double[] direction = directions.get(i);
        double part = dot(rest, direction);
        along[i] += part;
        for (int r = 0; r < rest.length; r++) {
          rest[r] -= part * direction[r];
        }
      }
    }
    double norm = norm(rest);
    if (norm <= NOTHING * norm(vector)) {
      return Optional.of(parts(along));
    }
    along[columns.size()] = norm;
    columns.add(column);
    directions.add(Arrays.stream(rest).map(v -> v / norm).toArray());
    triangle.add(along);
    return Optional.empty();
  }

  private List<Part<T>> parts(double[] along) {
    double[] coefficients = along.clone();
    List<Part<T>> parts = new ArrayList<>();
    for (int i = columns.size() - 1; i >= 0; i--) {
      coefficients[i] /= triangle.get(i)[i];
      for (int j = 0; j < i; j++) {
        coefficients[j] -= coefficients[i] * triangle.get(i)[j];
      }
      parts.add(new Part<>(columns.get(i), coefficients[i]));
    }
    return parts;
  }

  static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
