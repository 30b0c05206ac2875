package io.ncsn.network;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Reads rows from DL4J's data sets. */
public final class RowSets {
  private RowSets() {}

  /**
   * Returns the features of all {@code sets} in order.
   *
   * @param dimension number of columns that each set must have
   * @return row-major [rows, dimension]
   * @throws IllegalArgumentException if a data set has another number of columns
   */
  public static float[] values(Iterator<DataSet> sets, int dimension) {
    List<float[]> parts = new ArrayList<>();
    int length = 0;
    while (sets.hasNext()) {
      INDArray features = sets.next().getFeatures();
      if (features.columns() != dimension) {
        throw new IllegalArgumentException(
            "Cannot train on a data set of %d columns: the network has %d"
                .formatted(features.columns(), dimension));
      }
      float[] part = features.dup('c').data().asFloat();
      parts.add(part);
      length += part.length;
    }
    float[] values = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    return values;
  }
}
