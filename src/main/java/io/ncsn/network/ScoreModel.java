package io.ncsn.network;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A score network as a DL4J model: its configuration and flat vectors. DL4J owns the memory; a
 * {@link Kernel} computes on it.
 */
public final class ScoreModel implements ModelVectors {
  private final NetworkSpec spec;
  private final MultiLayerNetwork network;

  private ScoreModel(NetworkSpec spec, MultiLayerNetwork network) {
    this.spec = spec;
    this.network = network;
  }

  /** Makes a model with all parameters zero, for {@link #load}. */
  public static ScoreModel of(NetworkSpec spec) {
    Natives.load();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(spec));
    network.init(FlatVectors.zeros(spec.parameters()), false);
    // Given its state, the updater keeps it; one that DL4J makes by itself would zero it at the
    // first step.
    network.setUpdater(new MultiLayerUpdater(network, FlatVectors.zeros(2 * spec.parameters())));
    return over(spec, network);
  }

  /**
   * Returns a model that uses the memory of {@code network}. The network must have the {@link
   * #configuration} and an updater with state.
   */
  public static ScoreModel over(NetworkSpec spec, MultiLayerNetwork network) {
    Natives.load();
    network.initGradientsView();
    return new ScoreModel(spec, network);
  }

  /** Makes a model with initial parameters, which depend only on the seed. */
  public static ScoreModel initialised(NetworkSpec spec, long seed) {
    ScoreModel model = of(spec);
    model.load(initialParameters(spec, seed), new float[2 * spec.parameters()]);
    return model;
  }

  /** Returns the DL4J configuration of {@code spec}: dense layers, residual blocks, Adam. */
  public static MultiLayerConfiguration configuration(NetworkSpec spec) {
    Natives.load();
    // Learning rate 1: DL4J's kernel scales Adam's update itself, as warm-up and decay change it
    // each step.
    var adam = new org.nd4j.linalg.learning.config.Adam(1.0, Adam.BETA1, Adam.BETA2, Adam.EPSILON);
    var list =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .updater(adam)
            .miniBatch(false)
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .list();
    spec.architecture().configure(list, spec.layers(), spec.activation());
    return list.build();
  }

  /**
   * Returns initial parameters. Weights and biases are uniform within ±1/√fan-in (LeCun et al.
   * 1998, like PyTorch's Linear). Normalisations are the identity. The last layer is zero, so that
   * training starts from the preconditioner's own score.
   */
  static float[] initialParameters(NetworkSpec spec, long seed) {
    float[] parameters = new float[spec.parameters()];
    int at = 0;
    List<Layer> layers = spec.layers();
    for (int i = 0; i < layers.size() - 1; i++) {
      Layer layer = layers.get(i);
      UniformRandomProvider random = Streams.of(seed, Purpose.INITIALISATION, i);
      if (layer.normed()) {
        Arrays.fill(parameters, at, at + layer.in(), 1);
        at += 2 * layer.in();
      }
      float bound = (float) (1 / Math.sqrt(layer.in()));
      int end = at + (layer.in() + 1) * layer.out();
      for (; at < end; at++) {
        parameters[at] = bound * (2 * random.nextFloat() - 1);
      }
    }
    return parameters;
  }

  public NetworkSpec spec() {
    return spec;
  }

  public MultiLayerNetwork network() {
    return network;
  }

  @Override
  public float[] parameters() {
    return FlatVectors.copy(network.params());
  }

  @Override
  public float[] updaterState() {
    return FlatVectors.copy(network.getUpdater().getStateViewArray());
  }

  @Override
  public void load(float[] parameters, float[] updaterState) {
    loadParameters(parameters);
    FlatVectors.write(updaterState, network.getUpdater().getStateViewArray());
  }

  @Override
  public void loadParameters(float[] parameters) {
    FlatVectors.write(parameters, network.params());
  }

  INDArray gradient() {
    return network.getFlattenedGradients();
  }
}
