package io.ncsn.network;

import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.config.Variant;
import io.ncsn.config.Variants;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/**
 * {@code network.blocks}: the layers between a network's input and its output, and how they are
 * connected. An architecture knows its parameters, its forward pass on libtorch tensors, which
 * autograd differentiates, and the same network in DL4J. Written-out passes are faster ways to
 * compute it; an architecture need not have them.
 */
public sealed interface Architecture extends Variant, Serializable permits Plain, Residual {
  /** The setting that chooses an architecture. */
  String KEY = "network.blocks";

  /** The architectures. */
  Variants<Architecture> VARIANTS = Variants.of(KEY, Architecture.class);

  /** Returns the widths of the hidden layers; what each means is the architecture's own. */
  List<Integer> hidden();

  /** Returns why a network cannot be made so, if it cannot; settings are named by their keys. */
  default Optional<String> mistake() {
    return Optional.empty();
  }

  /** Returns the layers from input to output, in the order of the flat parameter vector. */
  List<Layer> layers(int inputs, int outputs);

  /**
   * Computes the output.
   *
   * @param network the layers' parameters and operations
   * @param input [rows, inputs]
   * @return [rows, outputs]
   */
  Tensor output(TorchGraph network, Tensor input);

  /** Adds the same layers to a DL4J configuration, with the same parameters in the same order. */
  void configure(
      NeuralNetConfiguration.ListBuilder network,
      List<Layer> layers,
      NetworkSettings.Activation activation);

  /** Returns whether {@link TorchPass} and {@link TorchScorePass} can compute it. */
  default boolean hasWrittenOutPasses() {
    return false;
  }

  /** Reads {@code network.hidden}. */
  static List<Integer> readHidden(Values values) {
    return values.read(
        "network.hidden",
        Kind.nonEmpty(
            Kind.list(
                "a list of whole numbers from 1 to 65536, such as [128, 128]",
                Kind.integer(1, 65536))));
  }

  /** Returns the widths from input to output, such as {@code 17-256-256-16}. */
  default String shape(int inputs, int outputs) {
    return inputs
        + "-"
        + hidden().stream().map(Object::toString).collect(Collectors.joining("-"))
        + "-"
        + outputs;
  }
}
