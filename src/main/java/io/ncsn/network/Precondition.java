package io.ncsn.network;

import io.ncsn.config.NetworkSettings.Form;

/**
 * Between rows and the network: s(x, σ) = skip·x + out·F(in·x, log σ / 4).
 *
 * <p>{@code ncsn} is NCSNv2's Technique 3 (skip 0, in 1, out 1/σ); {@code edm} is Karras et al.
 * 2022, Table 1, for data of unit variance (skip −1/(1+σ²), in 1/√(1+σ²), out 1/(σ√(1+σ²))).
 *
 * @param in factor of the network's input
 * @param skip factor of the row in the score
 * @param out factor of the network's output in the score
 * @param embedding the network's last input
 */
record Precondition(double in, double skip, double out, double embedding) {
  static Precondition of(Form form, double sigma) {
    double embedding = Math.log(sigma) / 4;
    return switch (form) {
      case NCSN -> new Precondition(1, 0, 1 / sigma, embedding);
      case EDM -> {
        double norm = Math.sqrt(1 + sigma * sigma);
        yield new Precondition(1 / norm, -1 / (norm * norm), 1 / (sigma * norm), embedding);
      }
    };
  }
}
