package io.ncsn.truth;

import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A mixture of normal distributions, p(x) = Σ wₖ N(x; μₖ, Σₖ). At any noise level, the noised
 * density p_σ(x) = Σ wₖ N(x; μₖ, Σₖ + σ²I) and its score ∇ log p_σ are known in closed form.
 */
public final class GaussianMixture implements Density {
  private final List<Component> components;

  private GaussianMixture(List<Component> components) {
    this.components = List.copyOf(components);
  }

  /**
   * Makes a mixture of Gaussians with full covariances.
   *
   * @param weights [components], each &gt; 0, summing to 1
   * @param means [components][dimension]
   * @param covariances [components][dimension][dimension], symmetric and positive definite
   */
  public static GaussianMixture of(double[] weights, double[][] means, double[][][] covariances) {
    if (weights.length == 0
        || weights.length != means.length
        || weights.length != covariances.length) {
      throw new IllegalArgumentException(
          "Cannot mix "
              + weights.length
              + " weights, "
              + means.length
              + " means and "
              + covariances.length
              + " covariances; give one of each per component");
    }
    double sum = 0;
    List<Component> components = new ArrayList<>();
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k];
      components.add(Component.of(weights[k], means[k], covariances[k]));
    }
    if (Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "Cannot mix weights that sum to " + sum + "; the weights must sum to 1");
    }
    return new GaussianMixture(components);
  }

  /** Makes the single Gaussian N(mean, covariance). */
  public static GaussianMixture gaussian(double[] mean, double[][] covariance) {
    return of(new double[] {1}, new double[][] {mean}, new double[][][] {covariance});
  }

  /**
   * Returns the density of (x − mean)/scale. Its means are (μ − mean)/scale, its covariances
   * S⁻¹ΣS⁻¹.
   *
   * @param mean [dimension]
   * @param scale [dimension], each &gt; 0
   */
  public GaussianMixture standardised(double[] mean, double[] scale) {
    return new GaussianMixture(
        components.stream().map(component -> component.standardised(mean, scale)).toList());
  }

  /** Returns the components in their original order. */
  public List<Component> components() {
    return components;
  }

  @Override
  public int dimension() {
    return components.get(0).mean().length;
  }

  @Override
  public double logDensity(double[] x, double sigma) {
    double[] logs = logTerms(x, sigma);
    return Logs.sumOfExponentials(logs);
  }

  /** Returns the mean of −(Σₖ + σ²I)⁻¹(x − μₖ), weighted by the responsibilities. */
  @Override
  public double[] score(double[] x, double sigma) {
    double[] responsibilities = responsibilities(x, sigma);
    double[] score = new double[x.length];
    for (int k = 0; k < responsibilities.length; k++) {
      double[] part = components.get(k).score(x, sigma);
      for (int j = 0; j < score.length; j++) {
        score[j] += responsibilities[k] * part[j];
      }
    }
    return score;
  }

  /** Returns the probability that x, noised at σ, came from each component, [components]. */
  public double[] responsibilities(double[] x, double sigma) {
    double[] logs = logTerms(x, sigma);
    double total = logDensity(x, sigma);
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Math.exp(logs[k] - total);
    }
    return logs;
  }

  @Override
  public double[] draw(UniformRandomProvider random, double sigma) {
    Component component = choose(random.nextDouble());
    var normal = Streams.normals(random);
    double[] z = new double[dimension()];
    for (int j = 0; j < z.length; j++) {
      z[j] = normal.sample();
    }
    return component.draw(z, sigma);
  }

  private Component choose(double uniform) {
    double below = 0;
    for (Component component : components) {
      below += component.weight();
      if (uniform < below) {
        return component;
      }
    }
    return components.get(components.size() - 1);
  }

  private double[] logTerms(double[] x, double sigma) {
    return components.stream()
        .mapToDouble(component -> Math.log(component.weight()) + component.logDensity(x, sigma))
        .toArray();
  }

  /**
   * One Gaussian, represented by the eigenvectors of its covariance. Σ + σ²I has the same
   * eigenvectors.
   *
   * @param weight wₖ
   * @param mean μₖ, [dimension]
   * @param axes [dimension, dimension], one eigenvector per column
   * @param variances eigenvalues, [dimension]
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Component(double weight, double[] mean, RealMatrix axes, double[] variances) {

    private static Component of(double weight, double[] mean, double[][] covariance) {
      EigenDecomposition eigen = new EigenDecomposition(MatrixUtils.createRealMatrix(covariance));
      double[] variances = eigen.getRealEigenvalues();
      for (double variance : variances) {
        if (!(variance > 0) || !(weight > 0)) {
          throw new IllegalArgumentException(
              "Cannot use a Gaussian of weight "
                  + weight
                  + " and variance "
                  + variance
                  + " along an axis; both must be positive");
        }
      }
      return new Component(weight, mean.clone(), eigen.getV(), variances);
    }

    private Component standardised(double[] origin, double[] scale) {
      RealMatrix inverse = MatrixUtils.inverse(MatrixUtils.createRealDiagonalMatrix(scale));
      RealMatrix covariance =
          axes.multiply(MatrixUtils.createRealDiagonalMatrix(variances)).multiply(axes.transpose());
      double[] centre = new double[mean.length];
      for (int j = 0; j < centre.length; j++) {
        centre[j] = (mean[j] - origin[j]) / scale[j];
      }
      return of(weight, centre, inverse.multiply(covariance).multiply(inverse).getData());
    }

    private double logDensity(double[] x, double sigma) {
      double[] along = axes.preMultiply(difference(x));
      double log = 0;
      for (int j = 0; j < along.length; j++) {
        double variance = variances[j] + sigma * sigma;
        log -= (along[j] * along[j] / variance + Math.log(2 * Math.PI * variance)) / 2;
      }
      return log;
    }

    private double[] score(double[] x, double sigma) {
      double[] along = axes.preMultiply(difference(x));
      for (int j = 0; j < along.length; j++) {
        along[j] /= -(variances[j] + sigma * sigma);
      }
      return axes.operate(along);
    }

    /** Draws at noise σ: μ + Q·√(Λ + σ²)·z. */
    private double[] draw(double[] normals, double sigma) {
      double[] along = normals.clone();
      for (int j = 0; j < along.length; j++) {
        along[j] *= Math.sqrt(variances[j] + sigma * sigma);
      }
      double[] x = axes.operate(along);
      for (int j = 0; j < x.length; j++) {
        x[j] += mean[j];
      }
      return x;
    }

    private double[] difference(double[] x) {
      double[] difference = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        difference[j] = x[j] - mean[j];
      }
      return difference;
    }
  }
}
