package io.ncsn.network;

import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The shape of a network. Its input is a preconditioned row and the embedding of the noise level.
 * Its output F is d numbers (a score) or one number (an energy).
 *
 * @param dimension d, the number of columns in a row
 * @param architecture the layers
 * @param form conversion of F into a score
 * @param kind meaning of F
 * @param activation activation between the layers
 * @param embedding input of the noise level
 * @param frequencies frequencies of the fourier embedding, in periods per unit of log σ / 4; empty
 *     for other embeddings
 */
public record NetworkSpec(
    int dimension,
    Architecture architecture,
    Form form,
    Kind kind,
    Activation activation,
    Embedding embedding,
    List<Double> frequencies)
    implements ModelSpec {

  /** Key of the random stream of the frequencies; no layer has this key. */
  private static final long FREQUENCIES = -1;

  /** Passes of a score network that the score of an energy takes, with its gradient. */
  static final int ENERGY_PASSES = 3;

  public NetworkSpec {
    frequencies = List.copyOf(frequencies);
    if (dimension < 1) {
      throw new IllegalArgumentException("Cannot make a network of dimension " + dimension);
    }
    architecture
        .mistake(dimension)
        .ifPresent(
            mistake -> {
              throw new IllegalArgumentException(mistake);
            });
    if (frequencies.isEmpty() == (embedding == Embedding.FOURIER)) {
      throw new IllegalArgumentException(
          "Cannot embed noise levels as "
              + embedding
              + " with the frequencies "
              + frequencies
              + ": fourier needs some, and no other has any");
    }
    if ((form == Form.UNCONDITIONAL) && embedding != Embedding.NONE) {
      throw new IllegalArgumentException(
          "Cannot embed noise levels as " + embedding + " in an unconditional network");
    }
  }

  /** Makes a plain SiLU score network with the logarithm of the noise level as an input. */
  public NetworkSpec(int dimension, List<Integer> hidden, Form form) {
    this(dimension, new Mlp(hidden), form, Kind.SCORE, Activation.SILU, Embedding.LOG, List.of());
  }

  /**
   * Returns the network of {@code settings} for rows of {@code dimension} columns.
   *
   * @param seed seed for the frequencies of the fourier embedding, which are N(0, scale²)
   */
  public static NetworkSpec of(NetworkSettings settings, int dimension, long seed) {
    var normal = Streams.normals(Streams.of(seed, Purpose.INITIALISATION, FREQUENCIES));
    List<Double> frequencies =
        DoubleStream.generate(() -> settings.fourierScale() * normal.sample())
            .limit(settings.embedding() == Embedding.FOURIER ? settings.fourierFeatures() : 0)
            .boxed()
            .toList();
    return new NetworkSpec(
        dimension,
        settings.architecture(),
        settings.form(),
        settings.kind(),
        settings.activation(),
        settings.embedding(),
        frequencies);
  }

  @Override
  public ChannelLayout layout() {
    return ChannelLayout.plain(dimension);
  }

  @Override
  public boolean hasImages() {
    return architecture instanceof Unet;
  }

  @Override
  public double cost(Objective objective) {
    return objective.cost(this);
  }

  @Override
  public float[] initialParameters(long seed) {
    return architecture.initial(inputs(), outputs(), seed);
  }

  @Override
  public Learner learner(KernelPlan plan) {
    return new KernelLearner(this, plan);
  }

  @Override
  public ScoreNetwork trained(float[] parameters, KernelPlan plan, Precision precision) {
    return new ScoreNetwork(this, parameters, plan, precision);
  }

  @Override
  public List<SelfCheck> trainingChecks(Precision precision) {
    return SelfChecks.ofTraining(this, precision);
  }

  @Override
  public List<SelfCheck> scoreChecks(Precision precision) {
    return SelfChecks.ofScores(this, precision);
  }

  @Override
  public boolean hasBfloat16Scores() {
    return bfloat16Check().isPresent();
  }

  /** Returns the check of passes in bfloat16; empty if the network has none. */
  Optional<SelfCheck> bfloat16Check() {
    if (kind == Kind.ENERGY) {
      return Optional.empty();
    }
    return architecture.hasWrittenOutPasses()
        ? Optional.of(new WrittenOutPassCheck(this, Precision.BFLOAT16))
        : architecture.bfloat16Check(inputs(), outputs());
  }

  /** Returns the width of the network's input: the row and the embedding of the noise level. */
  public int inputs() {
    return dimension
        + switch (embedding) {
          case LOG -> 1;
          case FOURIER -> 2 * frequencies.size();
          case NONE -> 0;
        };
  }

  /** Returns the width of the network's output. */
  public int outputs() {
    return kind == Kind.ENERGY ? 1 : dimension;
  }

  /** Returns the widths from input to output, such as {@code 17-256-256-16}. */
  String shape() {
    return architecture.shape(inputs(), outputs());
  }

  /**
   * Returns the passes that a score takes, in forward and backward passes of a score network. The
   * score of an energy network takes a forward and a backward pass, and its gradient twice more.
   */
  double scorePasses() {
    return kind == Kind.ENERGY ? ENERGY_PASSES : 1;
  }

  @Override
  public boolean conditional() {
    return form != Form.UNCONDITIONAL;
  }

  /**
   * Returns the layers from input to output. {@link Layer} describes the parameters' layout.
   *
   * @throws ClassCastException if the architecture is not one of layers
   */
  List<Layer> layers() {
    return ((Layered) architecture).layers(inputs(), outputs());
  }

  /** Returns n, the length of the flat parameter vector. */
  @Override
  public int parameters() {
    return Math.toIntExact(architecture.parameters(inputs(), outputs()));
  }

  @Override
  public double forwardFlops() {
    return architecture.forwardFlops(inputs(), outputs());
  }
}
