package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/**
 * Checks one step of the fused Adam on vectors of the network's length. For long vectors, it uses
 * only the last part of the length, because the kernel treats all full vectors of the processor
 * alike.
 *
 * @param length n, the number of parameters
 */
record FusedAdamCheck(int length) implements SelfCheck {
  private static final double TOLERANCE = 1e-4;
  private static final int MOST = 1 << 16;
  private static final double LEARNING_RATE = 0.1;
  private static final int ITERATION = 2;

  @Override
  public FastPath path() {
    return FastPath.FUSED_ADAM;
  }

  @Override
  public String shape() {
    return Integer.toString(length);
  }

  @Override
  public double tolerance() {
    return TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    int n = length <= MOST ? length : MOST + length % MOST;
    float[] parameters = SmallCase.normals(n, 0);
    float[] gradient = SmallCase.normals(n, 1);
    float[] first = SmallCase.normals(n, 2);
    float[] second = squares(SmallCase.normals(n, 3));
    try (TorchBuffers memory = new TorchBuffers()) {
      AdamVectors vectors =
          new AdamVectors(
              vector(memory, parameters),
              vector(memory, gradient),
              vector(memory, first),
              vector(memory, second));
      paths.adam(vectors, memory).step(LEARNING_RATE, ITERATION);
      double[][] exact = exact(parameters, gradient, first, second);
      return Math.max(
          SmallCase.error(values(vectors.parameters()), exact[0]),
          Math.max(
              SmallCase.error(values(vectors.firstMoment()), exact[1]),
              SmallCase.error(values(vectors.secondMoment()), exact[2])));
    }
  }

  private static float[] squares(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= values[i];
    }
    return values;
  }

  private static Tensor vector(TorchBuffers memory, float[] values) {
    Tensor vector = memory.empty(values.length);
    memory.memory(vector).put(values);
    return vector;
  }

  private static float[] values(Tensor vector) {
    float[] values = new float[Math.toIntExact(vector.numel())];
    TorchGraph.read(vector, values);
    return values;
  }

  /**
   * Returns the parameters and moments after the step (Kingma and Ba 2015, Algorithm 1; DL4J's ε).
   */
  private static double[][] exact(float[] p, float[] g, float[] m, float[] v) {
    double[][] exact = new double[3][p.length];
    double firstBias = 1 - Math.pow(Adam.BETA1, ITERATION + 1.0);
    double secondBias = 1 - Math.pow(Adam.BETA2, ITERATION + 1.0);
    double rate = LEARNING_RATE * Math.sqrt(secondBias) / firstBias;
    for (int i = 0; i < p.length; i++) {
      double first = Adam.BETA1 * m[i] + (1 - Adam.BETA1) * g[i];
      double second = Adam.BETA2 * v[i] + (1 - Adam.BETA2) * g[i] * g[i];
      exact[0][i] = p[i] - rate * first / (Math.sqrt(second) + Adam.EPSILON);
      exact[1][i] = first;
      exact[2][i] = second;
    }
    return exact;
  }
}
