package io.ncsn.evaluate;

import java.util.List;

/**
 * Pearson correlations of the columns that vary in the held-out rows, at most the first {@value
 * #SHOWN} of them.
 *
 * @param columns their names, [n]
 * @param real correlations in the held-out rows, [n][n]
 * @param sampled correlations in the samples, [n][n]; 0 where a column of the samples is constant
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record Correlations(List<String> columns, double[][] real, double[][] sampled) {
  static final int SHOWN = 100;

  public Correlations {
    columns = List.copyOf(columns);
  }
}
