package io.ncsn.evaluate;

import java.util.List;

/**
 * How near a model is to a known density.
 *
 * @param fisher Fisher divergence to the true noised score, one a noise level, in the order of the
 *     levels
 * @param weights true and recovered weights of the mixture, one a component
 */
public record GroundTruth(List<FisherDivergence> fisher, List<ComponentWeight> weights) {
  public GroundTruth {
    fisher = List.copyOf(fisher);
    weights = List.copyOf(weights);
  }

  /**
   * Fisher divergence at one noise level: E‖s_model(x, σ) − s_true(x, σ)‖² for x from the noised
   * density p_σ.
   *
   * @param sigma noise level, in standardised units
   * @param divergence in standardised units⁻²
   * @param weighted σ² · divergence: comparable between levels
   * @param standardError standard error of {@code weighted}, from the finite number of points
   */
  public record FisherDivergence(
      double sigma, double divergence, double weighted, double standardError) {}

  /**
   * One component of the mixture.
   *
   * @param mean [dimension], in data units
   * @param expected its true weight
   * @param recovered share of the samples that most probably came from it
   */
  public record ComponentWeight(List<Double> mean, double expected, double recovered) {
    public ComponentWeight {
      mean = List.copyOf(mean);
    }
  }
}
