package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A residual block as a DL4J layer: h + W₂·a(W₁·LayerNorm(h) + b₁) + b₂. The normalisation comes
 * before the weights, so that gradients pass through the stream unchanged (Xiong et al. 2020,
 * figure 1b).
 */
final class ResidualBlock extends SameDiffLayer {
  private static final long serialVersionUID = 1L;

  private final int stream;
  private final int inner;
  private final Activation activation;

  /**
   * Makes a block.
   *
   * @param stream width of h
   * @param inner width within the block
   */
  ResidualBlock(int stream, int inner, Activation activation) {
    this.stream = stream;
    this.inner = inner;
    this.activation = activation;
  }

  /**
   * Defines the parameters in the order of {@link Layer}. Weights are [out, in] in row order, like
   * libtorch's.
   */
  @Override
  public void defineParameters(SDLayerParams parameters) {
    parameters.addWeightParam("gain", 1, stream);
    parameters.addWeightParam("shift", 1, stream);
    parameters.addWeightParam("W1", inner, stream);
    parameters.addWeightParam("b1", 1, inner);
    parameters.addWeightParam("W2", stream, inner);
    parameters.addWeightParam("b2", 1, stream);
  }

  /** Does nothing, because {@link ScoreModel} writes the whole parameter vector. */
  @Override
  public void initializeParameters(Map<String, INDArray> parameters) {
    parameters.values().forEach(values -> values.assign(0));
  }

  @Override
  public SDVariable defineLayer(
      SameDiff graph, SDVariable h, Map<String, SDVariable> parameters, SDVariable mask) {
    // Means as products: where there is one row, SameDiff's gradient of a broadcast mean is wrong.
    SDVariable mean =
        graph.constant(
            Nd4j.valueArrayOf(new long[] {stream, stream}, 1.0 / stream, DataType.FLOAT));
    SDVariable centred = h.sub(graph.mmul(h, mean));
    SDVariable variance = graph.mmul(centred.mul(centred), mean);
    SDVariable normed =
        centred
            .div(graph.math().sqrt(variance.add(Layer.NORM_EPSILON)))
            .mul(parameters.get("gain"))
            .add(parameters.get("shift"));
    SDVariable activated =
        activated(graph, dense(graph, normed, parameters.get("W1"), parameters.get("b1")));
    return h.add(dense(graph, activated, parameters.get("W2"), parameters.get("b2")));
  }

  /** Does the same as DL4J, except that it makes a {@link Unit}. */
  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    Unit unit = new Unit(configuration, type);
    unit.setListeners(listeners);
    unit.setIndex(index);
    unit.setParamsViewArray(parameters);
    unit.setParamTable(initializer().init(configuration, parameters, initialise));
    unit.setConf(configuration);
    return unit;
  }

  /**
   * Corrects a fault of DL4J 1.0.0-M2.1: its SameDiff layers pass down twice the gradient that they
   * receive. {@code KernelsAgreeTest} would notice if a later version did not.
   */
  private static final class Unit extends org.deeplearning4j.nn.layers.samediff.SameDiffLayer {
    private static final long serialVersionUID = 1L;

    Unit(NeuralNetConfiguration configuration, DataType type) {
      super(configuration, type);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      return super.backpropGradient(epsilon.mul(0.5), workspaces);
    }
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.feedForward(stream);
  }

  private static SDVariable dense(
      SameDiff graph, SDVariable x, SDVariable weights, SDVariable biases) {
    return graph.mmul(x, weights, false, true, false).add(biases);
  }

  private SDVariable activated(SameDiff graph, SDVariable x) {
    return switch (activation) {
      case SILU -> graph.nn().swish(x);
      case ELU -> graph.nn().elu(x);
      case SOFTPLUS -> graph.nn().softplus(x);
      case TANH -> graph.nn().tanh(x);
      case RELU -> graph.nn().relu(x, 0);
    };
  }
}
