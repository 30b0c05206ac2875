package io.ncsn.network;

import io.ncsn.config.NetworkSettings;
import io.ncsn.config.NetworkSettings.Activation;
import io.ncsn.config.NetworkSettings.Blocks;
import io.ncsn.config.NetworkSettings.Embedding;
import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.config.NetworkSettings.Kind;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * The shape of a network. Its input is a preconditioned row and the embedding of the noise level.
 * Its output F is d numbers (a score) or one number (an energy).
 *
 * @param dimension d, the number of columns in a row
 * @param hidden widths of the hidden layers
 * @param form conversion of F into a score
 * @param kind meaning of F
 * @param blocks connection of the layers
 * @param activation activation between the layers
 * @param embedding input of the noise level
 * @param frequencies frequencies of the fourier embedding, in periods per unit of log σ / 4; empty
 *     for other embeddings
 */
public record NetworkSpec(
    int dimension,
    List<Integer> hidden,
    Form form,
    Kind kind,
    Blocks blocks,
    Activation activation,
    Embedding embedding,
    List<Double> frequencies)
    implements Serializable {

  /** Key of the random stream of the frequencies; no layer has this key. */
  private static final long FREQUENCIES = -1;

  /**
   * Fills in defaults for fields that a model's description lacks, because they did not exist when
   * it was trained.
   */
  public NetworkSpec {
    kind = Objects.requireNonNullElse(kind, Kind.SCORE);
    blocks = Objects.requireNonNullElse(blocks, Blocks.PLAIN);
    activation = Objects.requireNonNullElse(activation, Activation.SILU);
    embedding = Objects.requireNonNullElse(embedding, Embedding.LOG);
    frequencies = frequencies == null ? List.of() : List.copyOf(frequencies);
    hidden = List.copyOf(hidden);
    if (dimension < 1 || hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "Cannot make a network of dimension "
              + dimension
              + " and hidden layers "
              + hidden
              + ": all must be positive");
    }
    if (blocks == Blocks.RESIDUAL && hidden.size() < 2) {
      throw new IllegalArgumentException(
          "Cannot make a residual network of hidden layers "
              + hidden
              + ": it needs the width of its stream and of at least one block");
    }
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
    this(dimension, hidden, form, Kind.SCORE, null, null, null, null);
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
        settings.hidden(),
        settings.form(),
        settings.kind(),
        settings.blocks(),
        settings.activation(),
        settings.embedding(),
        frequencies);
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

  /** Returns whether the score depends on the noise level. */
  public boolean conditional() {
    return form != Form.UNCONDITIONAL;
  }

  /** Returns n, the length of the flat parameter vector. {@link Layer} describes its layout. */
  public int parameters() {
    return Math.toIntExact(
        Layer.of(this).stream().mapToLong(Layer::parameters).reduce(0, Math::addExact));
  }

  /** Returns the floating-point operations of a forward pass of one row. */
  public double forwardFlops() {
    return 2.0 * parameters();
  }
}
