package io.ncsn.evaluate;

import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.GroundTruth.ComponentWeight;
import io.ncsn.evaluate.GroundTruth.FisherDivergence;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** Judges a model by the density its data came from. */
public final class GroundTruthEvaluation {
  private final GaussianMixture truth;
  private final GaussianMixture unitTruth;

  /**
   * For a model of standardised rows.
   *
   * @param truth the data's density, in data units
   * @param scaler what the model's rows were standardised with
   */
  public GroundTruthEvaluation(GaussianMixture truth, Scaler scaler) {
    this.truth = truth;
    this.unitTruth = truth.standardised(scaler.mean(), scaler.scale());
  }

  /**
   * Fisher divergence of the model's score to the true noised score at each noise level, by Monte
   * Carlo over points of p_σ.
   *
   * @param model scores in standardised units
   * @param sigmas noise levels, in standardised units
   * @param points number of points per level, above 1
   */
  public List<FisherDivergence> fisher(
      ScoreFunction model, double[] sigmas, int points, long seed) {
    List<FisherDivergence> levels = new ArrayList<>(sigmas.length);
    for (int level = 0; level < sigmas.length; level++) {
      float[] rows =
          unitTruth.draws(Streams.of(seed, Purpose.EVALUATION, level), sigmas[level], points);
      levels.add(divergence(model, rows, points, sigmas[level]));
    }
    return levels;
  }

  /**
   * True weights and the shares of {@code samples} (data units) that most probably came from each
   * component.
   */
  public List<ComponentWeight> weights(Matrix samples) {
    int[] counts = new int[truth.components().size()];
    for (int i = 0; i < samples.rows(); i++) {
      counts[mostProbable(truth.responsibilities(samples.row(i), 0))]++;
    }
    List<ComponentWeight> weights = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      GaussianMixture.Component component = truth.components().get(k);
      weights.add(
          new ComponentWeight(
              Arrays.stream(component.mean()).boxed().toList(),
              component.weight(),
              (double) counts[k] / samples.rows()));
    }
    return weights;
  }

  /** Mean log-density of {@code rows} (data units) under the known density, in nats. */
  public double logLikelihood(Matrix rows) {
    SummaryStatistics logs = new SummaryStatistics();
    for (int i = 0; i < rows.rows(); i++) {
      logs.addValue(truth.logDensity(rows.row(i), 0));
    }
    return logs.getMean();
  }

  private FisherDivergence divergence(ScoreFunction model, float[] rows, int points, double sigma) {
    int dimension = unitTruth.dimension();
    float[] scores = model.score(rows, points, sigma);
    SummaryStatistics squares = new SummaryStatistics();
    double[] x = new double[dimension];
    for (int i = 0; i < points; i++) {
      for (int j = 0; j < dimension; j++) {
        x[j] = rows[i * dimension + j];
      }
      double[] expected = unitTruth.score(x, sigma);
      double square = 0;
      for (int j = 0; j < dimension; j++) {
        double difference = scores[i * dimension + j] - expected[j];
        square += difference * difference;
      }
      squares.addValue(square);
    }
    double variance = sigma * sigma;
    double standardError = variance * squares.getStandardDeviation() / Math.sqrt(points);
    return new FisherDivergence(
        sigma, squares.getMean(), variance * squares.getMean(), standardError);
  }

  private static int mostProbable(double[] responsibilities) {
    int best = 0;
    for (int k = 1; k < responsibilities.length; k++) {
      if (responsibilities[k] > responsibilities[best]) {
        best = k;
      }
    }
    return best;
  }
}
