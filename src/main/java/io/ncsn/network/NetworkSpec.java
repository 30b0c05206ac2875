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
 * The shape of a network: its input is a preconditioned row and the embedding of the noise level,
 * its output F is d numbers (a score) or one (an energy).
 *
 * @param dimension d, columns of a row
 * @param hidden widths of the hidden layers
 * @param form how F becomes a score
 * @param kind what F is
 * @param blocks how the layers are connected
 * @param activation between them
 * @param embedding how the network is told the noise level
 * @param frequencies of embedding fourier, in periods per unit of log σ / 4; else empty
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

  /** Key of the frequencies' stream, which no layer has. */
  private static final long FREQUENCIES = -1;

  /** What a model's description does not name was not there to choose when it was trained. */
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

  /** A plain SiLU score network with the logarithm of the noise level as an input. */
  public NetworkSpec(int dimension, List<Integer> hidden, Form form) {
    this(dimension, hidden, form, Kind.SCORE, null, null, null, null);
  }

  /**
   * The network of {@code settings} for rows of {@code dimension} columns.
   *
   * @param seed of the frequencies of embedding fourier, N(0, scale²)
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

  /** Width of the network's input: the row and the embedding of the noise level. */
  public int inputs() {
    return dimension
        + switch (embedding) {
          case LOG -> 1;
          case FOURIER -> 2 * frequencies.size();
          case NONE -> 0;
        };
  }

  /** Width of the network's output. */
  public int outputs() {
    return kind == Kind.ENERGY ? 1 : dimension;
  }

  /** Whether the score depends on the noise level. */
  public boolean conditional() {
    return form != Form.UNCONDITIONAL;
  }

  /** n, the length of the flat parameter vector; {@link Layer} says what is where. */
  public int parameters() {
    return Math.toIntExact(
        Layer.of(this).stream().mapToLong(Layer::parameters).reduce(0, Math::addExact));
  }

  /** Floating-point operations of one forward pass of one row. */
  public double forwardFlops() {
    return 2.0 * parameters();
  }
}
