package io.ncsn.network;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import java.util.List;

/**
 * The shape of a network of mixed rows. A plain network of SiLU layers reads the numbers, what each
 * category's channels say by themselves, and the embedding of the noise level. It gives one number
 * for each channel.
 *
 * @param layout the rows' channels
 * @param hidden widths of the hidden layers
 * @param flagged whether the network can be given some cells of a row; it then reads a flag for
 *     each cell
 * @param paired whether the network has the pair matrix, which has a parameter for each pair of
 *     levels
 */
public record MixedSpec(ChannelLayout layout, List<Integer> hidden, boolean flagged, boolean paired)
    implements ModelSpec {
  /** Number of frequencies of the noise level's embedding. */
  static final int FREQUENCIES = 16;

  public MixedSpec {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "Cannot make a network of mixed rows with the hidden layers "
              + hidden
              + ": at least one is needed, and each must be positive");
    }
  }

  @Override
  public int dimension() {
    return layout.channelWidth();
  }

  /** Returns the number of Gaussian channels. */
  int numbers() {
    return dimension() - levels();
  }

  /** Returns the number of levels of all categories. */
  int levels() {
    return layout.groups().stream()
        .filter(Codes.class::isInstance)
        .mapToInt(ChannelGroup::channelWidth)
        .sum();
  }

  /** Returns the number of cells that can be given: a number and its state are one. */
  public int cells() {
    int cells = 0;
    for (int group = 0; group < layout.columns(); group++) {
      cells += layout.cell(group) == group ? 1 : 0;
    }
    return cells;
  }

  /**
   * Returns the width of the plain network's input: numbers, levels, flags, and the embedding of
   * the noise level.
   */
  int inputs() {
    return data() + 2 * FREQUENCIES;
  }

  /** Returns the width of the input without the embedding. */
  int data() {
    return dimension() + (flagged ? cells() : 0);
  }

  /** Returns the architecture of the plain network. */
  Layered architecture() {
    return new Plain(hidden);
  }

  /** Returns the layers of the plain network. Its outputs are the numbers, then the levels. */
  List<Layer> layers() {
    return architecture().layers(inputs(), dimension());
  }

  /** Returns the number of parameters before the pair matrix. */
  int layerParameters() {
    return Math.toIntExact(
        layers().stream().mapToLong(Layer::parameters).reduce(0, Math::addExact));
  }

  /**
   * Returns n, the length of the flat parameter vector. It holds the layers, and then the pair
   * matrix A, [levels, levels] in row order, of which row k has the effects on level k.
   */
  @Override
  public int parameters() {
    return Math.addExact(layerParameters(), paired ? Math.multiplyExact(levels(), levels()) : 0);
  }

  @Override
  public double forwardFlops() {
    return 2.0 * parameters();
  }

  @Override
  public boolean conditional() {
    return true;
  }

  @Override
  public double cost(Objective objective) {
    return 1;
  }

  @Override
  public float[] initialParameters(long seed) {
    return MixedParameters.initial(this, seed);
  }

  @Override
  public Learner learner(KernelPlan plan) {
    return new MixedModel(this, plan);
  }

  @Override
  public MixedScoreNetwork trained(float[] parameters, KernelPlan plan, Precision precision) {
    return new MixedScoreNetwork(this, parameters, plan);
  }

  @Override
  public List<SelfCheck> trainingChecks() {
    return List.of(
        new FlushToZeroCheck(), new MixedPassCheck(this), new FusedAdamCheck(parameters()));
  }

  @Override
  public List<SelfCheck> scoreChecks(Precision precision) {
    return List.of(new MixedPassCheck(this));
  }
}
