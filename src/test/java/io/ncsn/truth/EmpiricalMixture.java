package io.ncsn.truth;

import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The empirical density of a data set, with equal weights at its rows: p_σ(x) = 1/n Σ N(x; xᵢ,
 * σ²I). Its score is (Σ rᵢ·xᵢ − x)/σ², where rᵢ is the probability that x came from row i. A
 * network of unlimited size would learn this score from these rows.
 */
public final class EmpiricalMixture implements Density {
  private final double[][] rows;

  /**
   * Makes the empirical density of {@code rows}.
   *
   * @param rows [n][dimension], at least one row
   */
  public EmpiricalMixture(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("Cannot make a density of 0 rows: at least 1 is needed");
    }
    this.rows = rows.clone();
  }

  @Override
  public int dimension() {
    return rows[0].length;
  }

  /** Like {@link Density#logDensity}, but needs σ &gt; 0: without noise there is no density. */
  @Override
  public double logDensity(double[] x, double sigma) {
    double norm = dimension() * Math.log(2 * Math.PI * sigma * sigma) / 2;
    return Logs.sumOfExponentials(logKernels(x, sigma)) - Math.log(rows.length) - norm;
  }

  @Override
  public double[] score(double[] x, double sigma) {
    double[] logs = logKernels(x, sigma);
    double total = Logs.sumOfExponentials(logs);
    double[] score = new double[x.length];
    for (int i = 0; i < rows.length; i++) {
      double responsibility = Math.exp(logs[i] - total);
      for (int j = 0; j < x.length; j++) {
        score[j] += responsibility * (rows[i][j] - x[j]) / (sigma * sigma);
      }
    }
    return score;
  }

  @Override
  public double[] draw(UniformRandomProvider random, double sigma) {
    double[] x = rows[random.nextInt(rows.length)].clone();
    var normal = Streams.normals(random);
    for (int j = 0; j < x.length; j++) {
      x[j] += sigma * normal.sample();
    }
    return x;
  }

  private double[] logKernels(double[] x, double sigma) {
    double[] logs = new double[rows.length];
    for (int i = 0; i < logs.length; i++) {
      double square = 0;
      for (int j = 0; j < x.length; j++) {
        double difference = x[j] - rows[i][j];
        square += difference * difference;
      }
      logs[i] = -square / (2 * sigma * sigma);
    }
    return logs;
  }
}
