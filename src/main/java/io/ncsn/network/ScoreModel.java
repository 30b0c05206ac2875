package io.ncsn.network;

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

  /** Null: DL4J cannot express the architecture, and only keeps its vectors. */
  private final MultiLayerNetwork network;

  private final INDArray parameters;
  private final INDArray gradient;
  private final INDArray updaterState;

  private ScoreModel(NetworkSpec spec, MultiLayerNetwork network) {
    this.spec = spec;
    this.network = network;
    parameters = network.params();
    gradient = network.getFlattenedGradients();
    updaterState = network.getUpdater().getStateViewArray();
  }

  private ScoreModel(NetworkSpec spec) {
    this.spec = spec;
    network = null;
    parameters = FlatVectors.zeros(spec.parameters());
    gradient = FlatVectors.zeros(spec.parameters());
    updaterState = FlatVectors.zeros(2 * spec.parameters());
  }

  /** Makes a model with all parameters zero, for {@link #load}. */
  public static ScoreModel of(NetworkSpec spec) {
    Natives.load();
    if (!(spec.architecture() instanceof Layered)) {
      return new ScoreModel(spec);
    }
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
    model.load(spec.initialParameters(seed), new float[2 * spec.parameters()]);
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
    ((Layered) spec.architecture()).configure(list, spec.layers(), spec.activation());
    return list.build();
  }

  public NetworkSpec spec() {
    return spec;
  }

  public MultiLayerNetwork network() {
    return network;
  }

  @Override
  public float[] parameters() {
    return FlatVectors.copy(parameters);
  }

  @Override
  public float[] updaterState() {
    return FlatVectors.copy(updaterState);
  }

  @Override
  public void load(float[] parameters, float[] updaterState) {
    loadParameters(parameters);
    FlatVectors.write(updaterState, this.updaterState);
  }

  @Override
  public void loadParameters(float[] parameters) {
    FlatVectors.write(parameters, this.parameters);
  }

  /** Returns the parameters' memory, [n]. */
  INDArray parameterVector() {
    return parameters;
  }

  /** Returns the memory of Adam's state, [2n]. */
  INDArray updaterVector() {
    return updaterState;
  }

  INDArray gradient() {
    return gradient;
  }
}
