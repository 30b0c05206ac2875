package io.ncsn.network;

import static io.ncsn.network.Torch.plus;
import static io.ncsn.network.Torch.squaredNorm;
import static io.ncsn.network.Torch.times;

import java.io.Serializable;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.bytedeco.pytorch.Tensor;

/** The normal distribution N(m, C) with C = LLᵀ, in tensors. It is the noise of nce. */
public final class FittedGaussian implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final float[] mean;

  /** L and its inverse, row-major. */
  private final float[] factor;

  private final float[] whitening;
  private final double logNormaliser;

  /**
   * Makes N(mean, covariance).
   *
   * @param mean [dimension]
   * @param covariance [dimension][dimension], symmetric and positive definite
   */
  public FittedGaussian(double[] mean, double[][] covariance) {
    RealMatrix lower = new CholeskyDecomposition(MatrixUtils.createRealMatrix(covariance)).getL();
    this.dimension = mean.length;
    this.mean = floats(mean);
    this.factor = flat(lower);
    this.whitening = flat(inverse(lower));
    double logDeterminant = 0;
    for (int j = 0; j < dimension; j++) {
      logDeterminant += Math.log(lower.getEntry(j, j));
    }
    this.logNormaliser = -logDeterminant - dimension * Math.log(2 * Math.PI) / 2;
  }

  /** Returns m + Lz for each row z of {@code normals}, [rows, dimension]. */
  Tensor points(Tensor normals) {
    Tensor lower = TorchGraph.matrix(factor, dimension, dimension);
    return normals.matmul(lower.t()).add(TorchGraph.matrix(mean, 1, dimension));
  }

  /** Returns log q(x) for each row, [rows]. */
  Tensor logDensity(Tensor x) {
    Tensor inverse = TorchGraph.matrix(whitening, dimension, dimension);
    Tensor white = x.sub(TorchGraph.matrix(mean, 1, dimension)).matmul(inverse.t());
    return plus(times(-0.5, squaredNorm(white)), logNormaliser);
  }

  private static RealMatrix inverse(RealMatrix lower) {
    int size = lower.getRowDimension();
    RealMatrix inverse = MatrixUtils.createRealMatrix(size, size);
    for (int j = 0; j < size; j++) {
      var column = MatrixUtils.createRealVector(new double[size]);
      column.setEntry(j, 1);
      MatrixUtils.solveLowerTriangularSystem(lower, column);
      inverse.setColumnVector(j, column);
    }
    return inverse;
  }

  private static float[] flat(RealMatrix matrix) {
    int columns = matrix.getColumnDimension();
    float[] values = new float[matrix.getRowDimension() * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) matrix.getEntry(i / columns, i % columns);
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
