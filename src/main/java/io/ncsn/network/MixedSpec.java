package io.ncsn.network;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a network of mixed rows. A network of SiLU layers, or one of images, reads the
 * numbers, what each category's channels say by themselves, and the embedding of the noise level.
 * It gives one number for each channel.
 *
 * <p>Where other columns than a label stand beside images, they have a network of plain layers of
 * their own, which knows nothing of the images. The network of images starts from what it says of
 * the columns, and corrects it by what it sees.
 *
 * @param layout the rows' channels
 * @param architecture plain layers; or a network of images, where the first group is an image
 * @param flagged whether the network can be given some cells of a row; it then reads a flag for
 *     each cell
 * @param paired whether the network, or that of the columns beside images, has the pair matrix,
 *     which has a parameter for each pair of levels
 * @param pairs the groups of codes whose levels are paired, ascending; empty: all, if {@code
 *     paired}
 * @param columns widths of the layers of the network of the columns beside images; empty: there is
 *     none
 * @param energy whether the score is the gradient of an energy, {@link MixedEnergy}; rows are then
 *     an image and its label
 */
public record MixedSpec(
    ChannelLayout layout,
    Architecture architecture,
    boolean flagged,
    boolean paired,
    List<Integer> pairs,
    List<Integer> columns,
    boolean energy)
    implements ModelSpec {
  /** Number of frequencies of the noise level's embedding. */
  static final int FREQUENCIES = 16;

  public MixedSpec {
    pairs = List.copyOf(pairs);
    columns = List.copyOf(columns);
    MixedFit.requireLayers(architecture);
    MixedFit.requireRows(layout, architecture, energy);
    MixedFit.requirePairs(layout, paired, pairs);
    MixedFit.requireColumns(layout, architecture, columns);
  }

  /** Makes the spec of a network that pairs the levels of all columns, or of none. */
  public MixedSpec(
      ChannelLayout layout,
      Architecture architecture,
      boolean flagged,
      boolean paired,
      List<Integer> columns,
      boolean energy) {
    this(layout, architecture, flagged, paired, List.of(), columns, energy);
  }

  /** Makes the spec of a network of scores without one of the columns beside images. */
  public MixedSpec(
      ChannelLayout layout, Architecture architecture, boolean flagged, boolean paired) {
    this(layout, architecture, flagged, paired, List.of(), false);
  }

  /** Makes the spec of a network of plain layers. */
  public MixedSpec(ChannelLayout layout, List<Integer> hidden, boolean flagged, boolean paired) {
    this(layout, new Mlp(hidden), flagged, paired);
  }

  /** Returns whether the rows are an image and its label, of which the network can be told. */
  public boolean canGiveLabels() {
    return flagged && layout.isLabelledImage();
  }

  public List<Integer> hidden() {
    return architecture.hidden();
  }

  /**
   * Returns whether rows are images that are drawn given a category, which is drawn before them.
   */
  public boolean drawsLabels() {
    return hasImages() && flagged && levels() > 0 && !hasColumns();
  }

  /** Returns whether rows are images that are drawn given their columns, drawn before them. */
  public boolean drawsColumns() {
    return hasColumns() && flagged;
  }

  /** Returns the network itself: one of images has layers for several columns beside them. */
  Architecture net() {
    return hasColumns() ? ((Unet) architecture).reading() : architecture;
  }

  /** Returns whether the columns beside the images have a network of their own. */
  public boolean hasColumns() {
    return !columns.isEmpty();
  }

  /** Returns this network with those levels paired that another network has paired. */
  public MixedSpec pairedAs(MixedSpec other) {
    return new MixedSpec(layout, architecture, flagged, other.paired, other.pairs, columns, energy);
  }

  /**
   * Returns the levels that the pair matrix is of, by their numbers among all levels; empty if this
   * network has no pair matrix.
   */
  int[] pairedLevels() {
    return paired && !hasColumns() ? PairedLevels.of(pairs, layout) : new int[0];
  }

  /** Returns the number of parameters of the pair matrix. */
  public int pairParameters() {
    int paired = pairedLevels().length;
    return Math.multiplyExact(paired, paired);
  }

  /** Returns the spec of the network of the columns beside the images. */
  public MixedSpec beside() {
    return new MixedSpec(
        layout.from(1),
        new Mlp(columns),
        flagged,
        paired,
        pairs.stream().map(group -> group - 1).toList(),
        List.of(),
        false);
  }

  /** Returns the number of channels of an image, which are the first ones. */
  public int pixels() {
    return layout.groups().get(0).channelWidth();
  }

  @Override
  public boolean hasImages() {
    return architecture instanceof Unet;
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
    return layout.levels();
  }

  /** Returns the number of cells that can be given. */
  public int cells() {
    return layout.cells();
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
    return dimension() + (flagged ? flags() : 0);
  }

  /** Returns the number of cells of which the network is told whether they are given. */
  private int flags() {
    return hasImages() && !hasColumns()
        ? Math.toIntExact(layout.groups().stream().filter(Codes.class::isInstance).count())
        : cells();
  }

  /** Returns what the trunk connects. Its outputs are the numbers, then the levels. */
  TrunkSpec trunk() {
    return new TrunkSpec(
        inputs(), dimension(), NetworkSettings.Activation.SILU, Precision.FLOAT32, energy);
  }

  /**
   * Returns the layers of a plain network.
   *
   * @throws ClassCastException if the architecture is not one of layers
   */
  List<Layer> layers() {
    return ((Layered) architecture).layers(inputs(), dimension());
  }

  /** Returns the number of parameters before the pair matrix. */
  int layerParameters() {
    return Math.toIntExact(net().parameters(inputs(), dimension()));
  }

  /**
   * Returns n, the length of the flat parameter vector. It holds the layers, and then the pair
   * matrix A, [paired levels, paired levels] in row order, of which row k has the effects on the
   * k-th of them; or the network of the columns beside images.
   */
  @Override
  public int parameters() {
    if (hasColumns()) {
      return Math.addExact(layerParameters(), beside().parameters());
    }
    return Math.addExact(layerParameters(), pairParameters());
  }

  @Override
  public double forwardFlops() {
    return net().forwardFlops(inputs(), dimension()) + 2.0 * (parameters() - layerParameters());
  }

  @Override
  public boolean conditional() {
    return true;
  }

  @Override
  public double cost(Objective objective) {
    return energy ? NetworkSpec.ENERGY_PASSES : 1;
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
    return new MixedScoreNetwork(this, parameters, plan, precision);
  }

  @Override
  public List<SelfCheck> trainingChecks(Precision precision) {
    return MixedChecks.ofTraining(this, precision);
  }

  @Override
  public List<SelfCheck> scoreChecks(Precision precision) {
    return MixedChecks.ofScores(this, precision);
  }

  @Override
  public boolean hasBfloat16Scores() {
    return bfloat16Check().isPresent();
  }

  /** Returns the check of passes in bfloat16; empty if the network has none. */
  Optional<SelfCheck> bfloat16Check() {
    if (energy) {
      return Optional.empty();
    }
    return architecture instanceof Layered
        ? Optional.of(new MixedPassCheck(this, Precision.BFLOAT16))
        : net().bfloat16Check(inputs(), dimension());
  }

  /**
   * Names networks of plain layers as before there were others, and those of scores as before there
   * were energies: hashes depend on it.
   */
  @Override
  public String toString() {
    return "MixedSpec[layout=%s, %s, flagged=%s, paired=%s%s]"
        .formatted(
            layout,
            architecture instanceof Mlp plain
                ? "hidden=" + plain.hidden()
                : "architecture=" + architecture,
            flagged,
            paired,
            (pairs.isEmpty() ? "" : ", pairs=" + pairs)
                + (hasColumns() ? ", columns=" + columns : "")
                + (energy ? ", energy" : ""));
  }
}
