package io.ncsn.train;

import io.ncsn.network.ModelVectors;
import java.io.Serializable;

/**
 * Where every replica of a round starts.
 *
 * @param parameters [n]
 * @param updaterState [2n]
 */
record ReplicaStart(FloatVector parameters, FloatVector updaterState) implements Serializable {

  /** Returns a start from the present vectors of {@code model}. */
  static ReplicaStart from(ModelVectors model) {
    return new ReplicaStart(
        new FloatVector(model.parameters()), new FloatVector(model.updaterState()));
  }
}
