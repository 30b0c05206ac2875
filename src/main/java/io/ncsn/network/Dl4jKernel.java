package io.ncsn.network;

import io.ncsn.config.ConfigException;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes with DL4J's own forward pass, backward pass and updater. It is the reference, and the
 * fallback if libtorch has no native libraries for the machine.
 */
final class Dl4jKernel implements Kernel {
  private final ScoreModel model;
  private final MultiLayerNetwork network;
  private Gradient gradient;
  private INDArray lastInput;

  Dl4jKernel(ScoreModel model) {
    this.model = model;
    this.network = model.network();
  }

  @Override
  public void forward(float[] input, int rows, float[] output) {
    lastInput = matrix(input, rows, model.spec().inputs());
    INDArray result = network.output(lastInput, false);
    float[] values = result.dup('c').data().asFloat();
    System.arraycopy(values, 0, output, 0, rows * model.spec().outputs());
  }

  @Override
  public void backward(float[] directions, int rows, float[] gradients) {
    network.setInput(lastInput);
    network.feedForward(true, false);
    INDArray delta = matrix(directions, rows, model.spec().outputs());
    INDArray byInput =
        network.backpropGradient(delta, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    float[] values = byInput.dup('c').data().asFloat();
    System.arraycopy(values, 0, gradients, 0, rows * model.spec().inputs());
  }

  /** Not supported: DL4J differentiates only once. */
  @Override
  public void curvature(float[] directions, int rows, double[] forms) {
    throw cannot("differentiate an energy network's score");
  }

  /** Not supported, for the same reason. */
  @Override
  public double lossAndGradient(Loss loss, float[] rows, int count, UniformRandomProvider random) {
    throw cannot("train by " + loss);
  }

  @Override
  public double loss(Loss loss, float[] rows, int count, UniformRandomProvider random) {
    throw cannot("train by " + loss);
  }

  private static ConfigException cannot(String what) {
    return new ConfigException(
        "Cannot "
            + what
            + " with network.kernel dl4j, which has no second derivatives; set it to libtorch");
  }

  @Override
  public double lossAndGradient(Minibatch batch) {
    int rows = batch.rows();
    network.setInput(matrix(batch.input, rows, model.spec().inputs()));
    var activations = network.feedForward(true, false);
    INDArray residual =
        activations.get(activations.size() - 1).sub(matrix(batch.target, rows, batch.dimension()));
    INDArray delta = residual.mulColumnVector(matrix(batch.weight, rows, 1)).divi(rows);
    double loss = residual.mul(delta).sumNumber().doubleValue() / 2;
    gradient = network.backpropGradient(delta, LayerWorkspaceMgr.noWorkspaces()).getFirst();
    return loss;
  }

  @Override
  public double adamStep(double learningRate, double clipNorm, int iteration) {
    INDArray flat = model.gradient();
    double norm = norm(flat);
    if (norm > clipNorm) {
      flat.muli(clipNorm / norm);
    }
    network
        .getUpdater()
        .update(network, gradient, iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
    INDArray parameters = network.params();
    parameters.subi(flat.muli(learningRate).reshape(parameters.shape()));
    return norm;
  }

  /**
   * Computes the norm by BLAS. ND4J's norm2 adds in a single float and is 0.1 % too small for
   * millions of numbers.
   */
  private static double norm(INDArray flat) {
    return Math.sqrt(Nd4j.getBlasWrapper().dot(flat, flat));
  }

  @Override
  public void close() {
    // DL4J owns all memory
  }

  /** Returns the first {@code rows} rows of row-major {@code values}. */
  private static INDArray matrix(float[] values, int rows, int columns) {
    float[] whole =
        values.length == rows * columns ? values : Arrays.copyOf(values, rows * columns);
    return Nd4j.createFromArray(whole).reshape('c', rows, columns);
  }
}
