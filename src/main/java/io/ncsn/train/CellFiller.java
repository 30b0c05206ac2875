package io.ncsn.train;

import java.io.Serializable;

/** Fills what rows do not know with draws of a network, given what they know. */
@FunctionalInterface
public interface CellFiller extends Serializable {
  /**
   * Returns the rows with nothing unknown. What they know stays as it is. It may be {@code stored}.
   *
   * @param stored row-major [rows, stored width]; NaN where a row is not known; not changed
   * @param parameters the network's, [n]
   * @param key tells these rows and this filling from all others
   */
  float[] fill(float[] stored, float[] parameters, long key);
}
