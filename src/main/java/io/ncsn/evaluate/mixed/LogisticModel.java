package io.ncsn.evaluate.mixed;

/**
 * Logistic regression with a ridge of 1, as scikit-learn's default: it minimises Σ log(1 + e^−ŷ) +
 * ½‖w‖² by Newton's method, whose equations are solved by conjugate gradients.
 */
final class LogisticModel {
  private static final int STEPS = 30;
  private static final int SOLVER_STEPS = 200;
  private static final double TOLERANCE = 1e-6;

  private final SparseRows rows;
  private final double[] labels;

  private LogisticModel(SparseRows rows, double[] labels) {
    this.rows = rows;
    this.labels = labels;
  }

  /** Returns the weights, the intercept last. */
  static double[] fit(SparseRows rows, double[] labels) {
    return new LogisticModel(rows, labels).fit();
  }

  private double[] fit() {
    double[] weights = new double[rows.width() + 1];
    double loss = loss(weights);
    double first = 0;
    for (int step = 0; step < STEPS; step++) {
      double[] shares = shares(weights);
      double[] gradient = gradient(weights, shares);
      double norm = Math.sqrt(dot(gradient, gradient));
      first = step == 0 ? norm : first;
      if (norm <= TOLERANCE * first) {
        break;
      }
      double[] direction = solve(shares, gradient);
      double length = 1;
      double[] next = moved(weights, direction, length);
      double lower = loss(next);
      while (lower > loss && length > 1e-6) {
        length /= 2;
        next = moved(weights, direction, length);
        lower = loss(next);
      }
      if (lower >= loss) {
        break;
      }
      weights = next;
      loss = lower;
    }
    return weights;
  }

  private double loss(double[] weights) {
    double[] products = rows.times(weights);
    double sum = 0;
    for (int i = 0; i < products.length; i++) {
      double margin = labels[i] > 0 ? products[i] : -products[i];
      sum += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
    for (int k = 0; k < rows.width(); k++) {
      sum += weights[k] * weights[k] / 2;
    }
    return sum;
  }

  private double[] shares(double[] weights) {
    double[] shares = rows.times(weights);
    for (int i = 0; i < shares.length; i++) {
      shares[i] = 1 / (1 + Math.exp(-shares[i]));
    }
    return shares;
  }

  private double[] gradient(double[] weights, double[] shares) {
    double[] errors = new double[shares.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = shares[i] - labels[i];
    }
    return withRidge(rows.combine(errors), weights);
  }

  /** Solves H·x = gradient, with the diagonal of H as preconditioner. */
  private double[] solve(double[] shares, double[] gradient) {
    double[] curvature = new double[shares.length];
    for (int i = 0; i < curvature.length; i++) {
      curvature[i] = shares[i] * (1 - shares[i]);
    }
    double[] diagonal = rows.combineSquares(curvature);
    double[] x = new double[gradient.length];
    double[] residual = gradient.clone();
    double[] z = divided(residual, diagonal);
    double[] direction = z.clone();
    double product = dot(residual, z);
    double enough = TOLERANCE * TOLERANCE * product;
    for (int step = 0; step < SOLVER_STEPS && product > enough; step++) {
      double[] image = image(direction, curvature);
      double length = product / dot(direction, image);
      x = moved(x, direction, -length);
      residual = moved(residual, image, length);
      z = divided(residual, diagonal);
      double next = dot(residual, z);
      direction = moved(z, direction, -next / product);
      product = next;
    }
    return x;
  }

  /** H times a vector. */
  private double[] image(double[] vector, double[] curvature) {
    double[] products = rows.times(vector);
    for (int i = 0; i < products.length; i++) {
      products[i] *= curvature[i];
    }
    return withRidge(rows.combine(products), vector);
  }

  private double[] withRidge(double[] sums, double[] weights) {
    for (int k = 0; k < rows.width(); k++) {
      sums[k] += weights[k];
    }
    return sums;
  }

  private double[] divided(double[] vector, double[] diagonal) {
    double[] quotient = vector.clone();
    for (int k = 0; k < quotient.length; k++) {
      quotient[k] /= diagonal[k] + (k < rows.width() ? 1 : 1e-12);
    }
    return quotient;
  }

  private static double[] moved(double[] from, double[] direction, double length) {
    double[] to = from.clone();
    for (int k = 0; k < to.length; k++) {
      to[k] -= length * direction[k];
    }
    return to;
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int k = 0; k < first.length; k++) {
      sum += first[k] * second[k];
    }
    return sum;
  }
}
