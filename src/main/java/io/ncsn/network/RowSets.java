package io.ncsn.network;

import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Rows as DL4J's data sets. */
public final class RowSets {
  private RowSets() {}

  /**
   * A data set of features without labels.
   *
   * @param values row-major [rows, dimension]
   */
  public static DataSet of(float[] values, int rows, int dimension) {
    return new DataSet(Nd4j.createFromArray(values).reshape(rows, dimension), null);
  }
}
