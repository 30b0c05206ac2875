package io.ncsn.data.distance;

import io.ncsn.data.distance.InnerProducts.Rows;
import io.ncsn.data.shard.Side;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The greatest distance of a row of one block and a row of another, if it is above what is known.
 *
 * <p>With x and y taken from the centre, ‖x − y‖² = ‖x‖² + ‖y‖² − 2 x·y. The inner products come in
 * tiles of {@value #TILE} × {@value #TILE} from a matrix product in float32. Rounding x and y to
 * float, and the product, moves x·y by at most (d + 3)·u·‖x‖·‖y‖ ≤ (d + 3)·u·(‖x‖² + ‖y‖²)/2, u =
 * 2⁻²⁴, to first order. So with γ a little above d·u, (1 + γ)(‖x‖² + ‖y‖²) − 2 p is no less than ‖x
 * − y‖² for the product p that was found. Only pairs whose bound is above the best distance known
 * are measured, in double: what comes out is the greatest of the distances in double of all pairs.
 *
 * <p>All of it is scaled by a power of two that takes the greatest ‖x‖ to between 1 and 2, where
 * nothing overflows, and where what underflows is far below γ.
 */
final class LongestPair implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TILE = 512;
  private static final double UNIT_ROUNDOFF = 0x1p-24;

  /** Roundings beyond one a column: of x, of y, of the bounds in float and of all in double. */
  private static final int MORE_ROUNDINGS = 16;

  private static final double RADIUS_ROUNDING = 1e-9; // far above that of radii and distances

  private final InnerProducts products;
  private final double[] centre;
  private final double scale;
  private final double known;

  /**
   * @param greatest distance of a row from the centre, &gt; 0
   * @param known a distance of two rows
   */
  LongestPair(InnerProducts products, double[] centre, double greatest, double known) {
    this.products = products;
    this.centre = centre;
    this.scale = Math.scalb(1.0, -Math.getExponent(greatest));
    this.known = known;
  }

  /**
   * Rows whose radii sum to less than this cannot be farther apart than {@code best}, rounding
   * included.
   */
  static double prunable(double best) {
    return best * (1 - RADIUS_ROUNDING);
  }

  /** The greatest distance between the blocks, but at least what is known. */
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

    /** For a column, above all of (1 + γ)(‖x‖² + ‖y‖²) − 2 p. */
    private double bound(Rows columns, int j) {
      return right.bounds[columns.start() + j] - 2.0 * least[j];
    }

    /** Looks again at a column that may hold something better. */
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

  /** least = min(least, products − half), which the JIT vectorises. */
  private static void lower(float[] least, float[] products, int start, float half, int count) {
    for (int j = 0; j < count; j++) {
      least[j] = Math.min(least[j], products[start + j] - half);
    }
  }
}
