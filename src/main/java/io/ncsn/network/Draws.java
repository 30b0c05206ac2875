package io.ncsn.network;

import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;

/** Draws random tensors from a keyed stream, in single precision. */
final class Draws {
  private final UniformRandomProvider random;

  Draws(UniformRandomProvider random) {
    this.random = random;
  }

  /** Draws from N(0, I), [rows, columns]. */
  Tensor normal(long rows, long columns) {
    return TorchGraph.matrix(normals(rows * columns), rows, columns);
  }

  /** Draws {@code length} standard normals. */
  float[] normals(long length) {
    float[] values = new float[Math.toIntExact(length)];
    Streams.fillNormal(random, values, values.length);
    return values;
  }

  /** Draws random directions v with E[vvᵀ] = I, one per row of {@code x}. */
  Tensor directions(Directions kind, Tensor x) {
    if (kind == Directions.NORMAL) {
      return normal(x.size(0), x.size(1));
    }
    float[] signs = new float[Math.toIntExact(x.numel())];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return TorchGraph.matrix(signs, x.size(0), x.size(1));
  }
}
