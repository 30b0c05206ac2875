package io.ncsn.data.distance;

import io.ncsn.data.distance.FarRows.FarRow;
import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Rows that may be an end of the longest distance. The farthest from the centre comes first, and
 * each row occurs once.
 *
 * @param id number of the block
 * @param radii distances from the centre, in decreasing order
 * @param values row-major [radii.length, dimension]
 */
@SuppressWarnings("ArrayRecordComponent") // a block is moved and read whole, never compared
record CandidateBlock(int id, int dimension, double[] radii, float[] values)
    implements Serializable {

  /**
   * Returns the rows of {@code shards} whose distance from the centre is at least {@code least}.
   */
  static CandidateBlock of(int id, Iterator<Shard> shards, double[] centre, double least) {
    List<FarRow> rows = new ArrayList<>();
    while (shards.hasNext()) {
      rows.addAll(FarRows.beyond(shards.next(), centre, least));
    }
    rows.sort(FarRow.FARTHEST_FIRST);
    List<FarRow> distinct = new ArrayList<>();
    for (FarRow row : rows) {
      // Equal rows are neighbours. A table of few values has many, all at the greatest distance.
      if (distinct.isEmpty()
          || FarRow.FARTHEST_FIRST.compare(distinct.get(distinct.size() - 1), row) != 0) {
        distinct.add(row);
      }
    }
    return of(id, distinct, centre.length);
  }

  private static CandidateBlock of(int id, List<FarRow> rows, int dimension) {
    float[] values = new float[Math.multiplyExact(rows.size(), dimension)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i).values(), 0, values, i * dimension, dimension);
    }
    double[] radii = rows.stream().mapToDouble(FarRow::radius).toArray();
    return new CandidateBlock(id, dimension, radii, values);
  }

  int rows() {
    return radii.length;
  }

  /**
   * Returns scale · (x − centre) for each row x, rounded once to float, row-major [rows,
   * dimension].
   */
  float[] centred(double[] centre, double scale) {
    float[] centred = new float[values.length];
    for (int start = 0; start < values.length; start += dimension) {
      for (int c = 0; c < dimension; c++) {
        centred[start + c] = (float) ((values[start + c] - centre[c]) * scale);
      }
    }
    return centred;
  }

  /** Returns ‖x − y‖ for row {@code row} and a row of {@code other}. */
  double distance(int row, CandidateBlock other, int otherRow) {
    return FarRows.distance(values, row * dimension, other.values, otherRow * dimension, dimension);
  }
}
