package io.ncsn.evaluate;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.testing.LocalSpark;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Tables that tests are made of. */
final class Tables {
  private Tables() {}

  static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
  }

  /** Rows of N(mean, I); {@code stream} keeps tables apart. */
  static Matrix gaussian(int rows, long stream, double... mean) {
    var normal = Streams.normals(Streams.of(11, Purpose.DATASET, stream));
    double[] values = new double[rows * mean.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mean[i % mean.length] + normal.sample();
    }
    return new Matrix(rows, mean.length, values);
  }

  /** One column of the midpoints (i + ½)/rows, each mapped by {@code map}. */
  static Matrix grid(int rows, DoubleUnaryOperator map) {
    double[] values =
        IntStream.range(0, rows).mapToDouble(i -> (i + 0.5) / rows).map(map).toArray();
    return new Matrix(rows, 1, values);
  }
}
