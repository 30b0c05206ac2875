package io.ncsn.data;

import io.ncsn.data.FarRows.FarRow;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that may be an end of the longest distance, farthest from the centre first, in tiles of
 * {@value #TILE}. A tile is stored column by column, so that one row is compared with a whole tile
 * by loops that the JIT vectorises.
 */
final class DistanceCandidates implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TILE = 256;
  private static final double ROUNDING = 1e-9; // far above that of radii and distances

  private final int dimension;
  private final double[] radii;
  private final float[]
      columns; // [tile, dimension, TILE]; a last tile is filled up with its first row

  private DistanceCandidates(int dimension, double[] radii, float[] columns) {
    this.dimension = dimension;
    this.radii = radii;
    this.columns = columns;
  }

  static DistanceCandidates of(List<FarRow> rows, int dimension) {
    List<FarRow> sorted = rows.stream().sorted(FarRow.FARTHEST_FIRST).toList();
    int tiles = (sorted.size() + TILE - 1) / TILE;
    float[] columns = new float[Math.multiplyExact(tiles * TILE, dimension)];
    for (int i = 0; i < tiles * TILE; i++) {
      float[] row = sorted.get(i < sorted.size() ? i : i / TILE * TILE).values();
      for (int c = 0; c < dimension; c++) {
        columns[(i / TILE * dimension + c) * TILE + i % TILE] = row[c];
      }
    }
    double[] radii = sorted.stream().mapToDouble(FarRow::radius).toArray();
    return new DistanceCandidates(dimension, radii, columns);
  }

  /**
   * Pairs whose radii sum to less than this cannot be farther apart than {@code best}, rounding
   * included.
   */
  static double prunable(double best) {
    return best * (1 - ROUNDING);
  }

  int tiles() {
    return columns.length / TILE / dimension;
  }

  /** How many pairs may be farther apart than {@code best}. */
  long pairs(double best) {
    long pairs = 0;
    int partners =
        radii.length; // rows j with radii[i] + radii[j] ≥ best are the first of them; shrinks as i
    // grows
    for (int i = 0; i < radii.length; i++) {
      while (partners > 0 && radii[i] + radii[partners - 1] < prunable(best)) {
        partners--;
      }
      pairs += Math.max(0, partners - i - 1);
    }
    return pairs;
  }

  /**
   * The greatest distance, but at least {@code best}, over the rows of every {@code tasks}-th tile
   * and those after.
   */
  double search(int task, int tasks, double best) {
    double[] row = new double[dimension];
    double[] squares = new double[TILE];
    double greatest = best * best;
    for (int tile = task; tile < tiles(); tile += tasks) {
      for (int i = tile * TILE; i < Math.min(radii.length, (tile + 1) * TILE); i++) {
        for (int c = 0; c < dimension; c++) {
          row[c] = columns[(tile * dimension + c) * TILE + i % TILE];
        }
        double needed = prunable(Math.sqrt(greatest)) - radii[i];
        for (int other = tile; other < tiles() && radii[other * TILE] >= needed; other++) {
          greatest = Math.max(greatest, greatestSquare(row, other, squares));
        }
      }
    }
    return Math.max(best, Math.sqrt(greatest));
  }

  private double greatestSquare(double[] row, int tile, double[] squares) {
    Arrays.fill(squares, 0);
    for (int c = 0; c < dimension; c++) {
      addSquares(row[c], columns, (tile * dimension + c) * TILE, squares);
    }
    double greatest = 0;
    for (double square : squares) {
      greatest = Math.max(greatest, square);
    }
    return greatest;
  }

  private static void addSquares(double value, float[] columns, int start, double[] squares) {
    for (int j = 0; j < TILE; j++) {
      double difference = columns[start + j] - value;
      squares[j] += difference * difference;
    }
  }
}
