package io.ncsn.network;

/**
 * The preconditioning between rows and the network: s(x, σ) = skip·x + out·F(in·x, embedding of σ).
 *
 * <p>{@code ncsn} is NCSNv2's Technique 3 (skip 0, in 1, out 1/σ); {@code edm} is Karras et al.
 * 2022, Table 1, for data of unit variance (skip −1/(1+σ²), in 1/√(1+σ²), out 1/(σ√(1+σ²))); {@code
 * unconditional} (skip −1, in 1, out 1) starts from the score of N(0, I) data, like edm.
 *
 * <p>For an energy network e, F = −∇e. The score is then that of E(x, σ) = −½·skip·‖x‖² +
 * (out/in)·e(in·x, embedding of σ).
 *
 * @param in factor of the network's input
 * @param skip factor of the row in the score
 * @param out factor of the network's output in the score
 * @param embedding the network's last inputs
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
record Precondition(double in, double skip, double out, float[] embedding) {
  static Precondition of(NetworkSpec spec, double sigma) {
    float[] embedding = embedding(spec, sigma);
    return switch (spec.form()) {
      case NCSN -> new Precondition(1, 0, 1 / sigma, embedding);
      case EDM -> {
        double norm = Math.sqrt(1 + sigma * sigma);
        yield new Precondition(1 / norm, -1 / (norm * norm), 1 / (sigma * norm), embedding);
      }
      case UNCONDITIONAL -> new Precondition(1, -1, 1, embedding);
    };
  }

  /**
   * Returns log σ / 4, or its random Fourier features sin 2πfc, cos 2πfc (Tancik et al. 2020, eq.
   * 5), or nothing.
   */
  private static float[] embedding(NetworkSpec spec, double sigma) {
    double level = Math.log(sigma) / 4;
    return switch (spec.embedding()) {
      case LOG -> new float[] {(float) level};
      case NONE -> new float[0];
      case FOURIER -> {
        float[] features = new float[2 * spec.frequencies().size()];
        for (int i = 0; i < spec.frequencies().size(); i++) {
          double angle = 2 * Math.PI * spec.frequencies().get(i) * level;
          features[2 * i] = (float) Math.sin(angle);
          features[2 * i + 1] = (float) Math.cos(angle);
        }
        yield features;
      }
    };
  }

  /** Writes the network's input for row {@code i} to its place in {@code input}. */
  void prepare(float[] rows, int i, int dimension, float[] input) {
    float factor = (float) in;
    int from = i * dimension;
    int to = i * (dimension + embedding.length);
    for (int j = 0; j < dimension; j++) {
      input[to + j] = factor * rows[from + j];
    }
    embed(input, to, dimension);
  }

  /**
   * Converts the network's outputs into scores of {@code rows}, in place, in [{@code from}, {@code
   * to}) of both arrays.
   */
  void scores(float[] rows, float[] outputs, int from, int to) {
    float ofRow = (float) skip;
    float ofOutput = (float) out;
    for (int i = from; i < to; i++) {
      outputs[i] = ofRow * rows[i] + ofOutput * outputs[i];
    }
  }

  /**
   * Writes the embedding after the {@code dimension} columns of the row that begins at {@code row}.
   */
  void embed(float[] input, int row, int dimension) {
    for (int i = 0; i < embedding.length; i++) {
      input[row + dimension + i] = embedding[i];
    }
  }

  /**
   * Returns −log of the normal density with score skip·x, at 0. With this constant, an energy
   * network whose output is 0 has exactly the energy of that density.
   */
  double energyAtZero(int dimension) {
    return skip == 0 ? 0 : dimension * Math.log(-2 * Math.PI / skip) / 2;
  }
}
