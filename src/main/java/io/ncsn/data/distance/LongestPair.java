package io.ncsn.data.distance;

import io.ncsn.data.distance.InnerProducts.Rows;
import io.ncsn.data.shard.Side;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Finds the greatest distance between a row of one block and a row of another, if it exceeds the
 * known distance.
 *
 * <p>With x and y relative to the centre, ‖x − y‖² = ‖x‖² + ‖y‖² − 2 x·y. The inner products come
 * in tiles of {@value #TILE} × {@value #TILE} from a matrix product in float32. Rounding x, y and
 * the product to float changes x·y by at most (d + 3)·u·‖x‖·‖y‖ ≤ (d + 3)·u·(‖x‖² + ‖y‖²)/2, u =
 * 2⁻²⁴, to first order. With γ slightly above d·u and the computed product p, (1 + γ)(‖x‖² + ‖y‖²)
 * − 2 p is therefore at least ‖x − y‖². Only pairs whose bound exceeds the best known distance are
 * measured, in double. The result is the greatest of the double-precision distances of all pairs.
 *
 * <p>All values are scaled by a power of two that brings the greatest ‖x‖ to between 1 and 2. Then
 * nothing overflows, and any underflow is far below γ.
 */
final class LongestPair implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TILE = 512;
  private static final double UNIT_ROUNDOFF = 0x1p-24;

  /**
   * Number of roundings beyond one per column: those of x, of y, of the bounds in float and of
   * everything in double.
   */
  private static final int MORE_ROUNDINGS = 16;

  private static final double RADIUS_ROUNDING = 1e-9; // far above that of radii and distances

  private final InnerProducts products;
  private final double[] centre;
  private final double scale;
  private final double known;

  /**
   * Makes a search.
   *
   * @param greatest greatest distance of a row from the centre, &gt; 0
   * @param known a known distance between two rows
   */
  LongestPair(InnerProducts products, double[] centre, double greatest, double known) {
    this.products = products;
    this.centre = centre;
    this.scale = Math.scalb(1.0, -Math.getExponent(greatest));
    this.known = known;
  }

  /**
   * Returns a bound: rows whose radii sum to less than it cannot be farther apart than {@code
   * best}, including rounding.
   */
  static double prunable(double best) {
    return best * (1 - RADIUS_ROUNDING);
  }

  /** Returns the greatest distance between the blocks, but at least the known distance. */
  double search(CandidateBlock first, CandidateBlock second) {
    if (first.rows() == 0
        || second.rows() == 0
        || first.radii()[0] + second.radii()[0] < prunable(known)) {
      return known;
    }
    Side left = side(first);
    boolean same = first.id() == second.id();
    Side right = same ? left : side(second);
    try (InnerProducts.Pair pair = products.open(left.centred, right.centred, first.dimension())) {
      return new Search(left, right, pair, same).run();
    }
  }

  private Side side(CandidateBlock block) {
    double gamma = (block.dimension() + MORE_ROUNDINGS) * UNIT_ROUNDOFF;
    double[] bounds =
        Arrays.stream(block.radii())
            .map(radius -> radius * scale * radius * scale * (1 + gamma / (1 - gamma)))
            .toArray();
    return new Side(block, block.centred(centre, scale), bounds);
  }

  /** A block and its rows' part of the bound, (1 + γ)‖x‖². */
  @SuppressWarnings("ArrayRecordComponent")
  private record Side(CandidateBlock block, float[] centred, double[] bounds) {
    Rows tile(int start) {
      return new Rows(start, Math.min(TILE, block.rows() - start));
    }
  }

  private final class Search {
    private final Side left;
    private final Side right;
    private final InnerProducts.Pair pair;
    private final boolean same;
    private final float[] found = new float[TILE * TILE];
    private final float[] least = new float[TILE];
    private double best = known;

    /**
     * Makes a search over two blocks.
     *
     * @param same whether both sides are the same rows
     */
    Search(Side left, Side right, InnerProducts.Pair pair, boolean same) {
      this.left = left;
      this.right = right;
      this.pair = pair;
      this.same = same;
    }

    double run() {
      double[] radii = left.block.radii();
      double[] others = right.block.radii();
      for (int i = 0; i < radii.length; i += TILE) {
        for (int j = same ? i : 0;
            j < others.length && radii[i] + others[j] >= prunable(best);
            j += TILE) {
          compare(left.tile(i), right.tile(j));
        }
      }
      return best;
    }

    private void compare(Rows rows, Rows columns) {
      pair.of(rows, columns, found);
      Arrays.fill(least, 0, columns.count(), Float.POSITIVE_INFINITY);
      for (int i = 0; i < rows.count(); i++) {
        float half = (float) (left.bounds[rows.start() + i] / 2);
        lower(least, found, i * columns.count(), half, columns.count());
      }
      int farthest = 0;
      for (int j = 1; j < columns.count(); j++) {
        farthest = bound(columns, j) > bound(columns, farthest) ? j : farthest;
      }
      measure(rows, columns, farthest); // raises the best, which spares the rest
      for (int j = 0; j < columns.count(); j++) {
        measure(rows, columns, j);
      }
    }

    /** Returns an upper bound of (1 + γ)(‖x‖² + ‖y‖²) − 2 p for a column. */
    private double bound(Rows columns, int j) {
      return right.bounds[columns.start() + j] - 2.0 * least[j];
    }

    /** Measures a column that may contain a greater distance. */
    private void measure(Rows rows, Rows columns, int j) {
      if (bound(columns, j) <= square(best)) {
        return;
      }
      double column = right.bounds[columns.start() + j];
      for (int i = 0; i < rows.count(); i++) {
        double product = found[i * columns.count() + j];
        if (left.bounds[rows.start() + i] + column - 2 * product > square(best)) {
          best =
              Math.max(
                  best, left.block.distance(rows.start() + i, right.block, columns.start() + j));
        }
      }
    }

    private double square(double distance) {
      return distance * scale * distance * scale;
    }
  }

  /** Computes least = min(least, products − half), which the JIT vectorises. */
  private static void lower(float[] least, float[] products, int start, float half, int count) {
    for (int j = 0; j < count; j++) {
      least[j] = Math.min(least[j], products[start + j] - half);
    }
  }
}
