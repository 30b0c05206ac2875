package io.ncsn.data.distance;

import java.util.Arrays;
import java.util.Random;

/** Inner products as wrong as {@link InnerProducts} lets them be, too great or too small. */
final class RoughProducts implements InnerProducts {
  private static final long serialVersionUID = 1L;

  @Override
  public Pair open(float[] first, float[] second, int dimension) {
    double unit = 0x1p-24;
    double gamma = dimension * unit / (1 - dimension * unit);
    Random signs = new Random(first.length);
    double[] firstNorms = norms(first, dimension);
    double[] secondNorms = norms(second, dimension);
    return new Pair() {
      @Override
      public void of(Rows firstRows, Rows secondRows, float[] products) {
        for (int i = 0; i < firstRows.count(); i++) {
          for (int j = 0; j < secondRows.count(); j++) {
            int x = firstRows.start() + i;
            int y = secondRows.start() + j;
            double product = dot(first, x, second, y, dimension);
            double error = gamma * firstNorms[x] * secondNorms[y];
            float most = (float) (product + error);
            float least = (float) (product - error);
            products[i * secondRows.count() + j] =
                signs.nextBoolean() ? Math.nextDown(most) : Math.nextUp(least);
          }
        }
      }

      @Override
      public void close() {
        // there is nothing to free
      }
    };
  }

  private static double[] norms(float[] rows, int dimension) {
    double[] norms = new double[rows.length / dimension];
    Arrays.setAll(norms, row -> Math.sqrt(dot(rows, row, rows, row, dimension)));
    return norms;
  }

  private static double dot(float[] first, int x, float[] second, int y, int dimension) {
    double sum = 0;
    for (int c = 0; c < dimension; c++) {
      sum += (double) first[x * dimension + c] * second[y * dimension + c];
    }
    return sum;
  }
}
