package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.distance.InnerProducts;
import io.ncsn.data.distance.InnerProducts.Rows;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowProductsTest {
  private static final long SEED = 53;
  private static final int DIMENSION = 37;

  static Stream<InnerProducts> ways() {
    return Stream.of(new RowProducts(), TorchProducts::new, Nd4jProducts::new);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void areWithinTheRoundingOfFloat(InnerProducts way) {
    Random random = new Random(SEED);
    float[] first = normals(random, 90);
    float[] second = normals(random, 70);
    float[] products = new float[90 * 70];
    try (InnerProducts.Pair pair = way.open(first, second, DIMENSION);
        InnerProducts.Pair same = way.open(first, first, DIMENSION)) {
      for (Rows rows : new Rows[] {new Rows(3, 20), new Rows(0, 90), new Rows(89, 1)}) {
        for (Rows others : new Rows[] {new Rows(0, 70), new Rows(65, 5), new Rows(7, 1)}) {
          pair.of(rows, others, products);
          verify(first, rows, second, others, products);
          same.of(rows, others, products);
          verify(first, rows, first, others, products);
        }
      }
    }
  }

  private static void verify(
      float[] first, Rows rows, float[] second, Rows others, float[] products) {
    double gamma = DIMENSION * 0x1p-24 / (1 - DIMENSION * 0x1p-24);
    for (int i = 0; i < rows.count(); i++) {
      for (int j = 0; j < others.count(); j++) {
        int x = rows.start() + i;
        int y = others.start() + j;
        double bound = gamma * Math.sqrt(dot(first, x, first, x) * dot(second, y, second, y));
        assertThat((double) products[i * others.count() + j])
            .as("seed %d, rows %d and %d", SEED, x, y)
            .isCloseTo(dot(first, x, second, y), within(bound));
      }
    }
  }

  private static double dot(float[] a, int x, float[] b, int y) {
    double sum = 0;
    for (int c = 0; c < DIMENSION; c++) {
      sum += (double) a[x * DIMENSION + c] * b[y * DIMENSION + c];
    }
    return sum;
  }

  private static float[] normals(Random random, int rows) {
    float[] values = new float[rows * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
