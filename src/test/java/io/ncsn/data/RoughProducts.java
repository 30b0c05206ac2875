package io.ncsn.data;

import java.util.Random;

/** Inner products as wrong as {@link InnerProducts} lets them be, too great or too small. */
final class RoughProducts implements InnerProducts {
  private static final long serialVersionUID = 1L;

  @Override
  public Pair open(float[] first, float[] second, int dimension) {
    double unit = 0x1p-24;
    double gamma = dimension * unit / (1 - dimension * unit);
    Random signs = new Random(first.length);
    return new Pair() {
      @Override
      public void of(Rows firstRows, Rows secondRows, float[] products) {
        for (int i = 0; i < firstRows.count(); i++) {
          for (int j = 0; j < secondRows.count(); j++) {
            int x = (firstRows.start() + i) * dimension;
            int y = (secondRows.start() + j) * dimension;
            double error = gamma * Math.sqrt(dot(first, x, first, x) * dot(second, y, second, y));
            float most = (float) (dot(first, x, second, y) + error);
            float least = (float) (dot(first, x, second, y) - error);
            products[i * secondRows.count() + j] =
                signs.nextBoolean() ? Math.nextDown(most) : Math.nextUp(least);
          }
        }
      }

      @Override
      public void close() {
        // there is nothing to free
      }

      private double dot(float[] a, int x, float[] b, int y) {
        double sum = 0;
        for (int c = 0; c < dimension; c++) {
          sum += (double) a[x + c] * b[y + c];
        }
        return sum;
      }
    };
  }
}
