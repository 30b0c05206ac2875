package io.ncsn.network;

import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.config.Variant;
import io.ncsn.config.Variants;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code network.architecture}: what is between a network's input and its output. An architecture
 * knows the shapes of its parameters in the one flat vector, and its forward pass on libtorch
 * tensors, which autograd differentiates. Written-out passes and the same network in DL4J are
 * further ways to compute it; an architecture need not have them.
 */
public sealed interface Architecture extends Variant, Serializable permits Layered, Unet {
  /** The setting that chooses an architecture. */
  String KEY = "network.architecture";

  /** The architectures. */
  Variants<Architecture> VARIANTS = Variants.of(KEY, Architecture.class);

  /** Returns the widths of the hidden layers; what each means is the architecture's own. */
  List<Integer> hidden();

  /** Returns those of its settings that may be {@code auto}, by key, with what they came to. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** Returns why a network cannot be made so, if it cannot; settings are named by their keys. */
  default Optional<String> mistake() {
    return Optional.empty();
  }

  /** Returns why a network of rows of {@code dimension} numbers cannot be made so, if it cannot. */
  default Optional<String> mistake(int dimension) {
    return mistake();
  }

  /** Returns what is to be known before a network is made so, if there is something. */
  default Optional<String> warning() {
    return Optional.empty();
  }

  /** Returns how a network of scores at many noise levels is told the level by default. */
  default NetworkSettings.Embedding embedding() {
    return NetworkSettings.Embedding.LOG;
  }

  /** Returns the length of the flat vector. */
  long parameters(int inputs, int outputs);

  /** Returns the length of the flat vector for the narrowest rows. */
  default long leastParameters() {
    return parameters(1, 1);
  }

  /** Returns the floating-point operations of a forward pass of one row. */
  default double forwardFlops(int inputs, int outputs) {
    return 2.0 * parameters(inputs, outputs);
  }

  /**
   * Returns initial parameters, which depend only on the seed. The last layer is zero, so that
   * training starts from the preconditioner's own score.
   */
  float[] initial(int inputs, int outputs, long seed);

  /** Returns views of {@code flat}, a tensor for each parameter, in its order. */
  List<Tensor> views(int inputs, int outputs, Tensor flat, TorchBuffers buffers);

  /**
   * Opens the network on parameters.
   *
   * @param spec inputs, outputs, activation, and the precision, which is float32 if {@link
   *     #bfloat16Check} is empty
   * @param flat parameters, which the trunk views
   * @param buffers owner of the permanently allocated memory
   */
  Trunk trunk(TrunkSpec spec, Tensor flat, KernelPlan plan, TorchBuffers buffers);

  /** Returns how many rows to compute at once where more would not fit the processor's caches. */
  default int rowsAtOnce() {
    return Integer.MAX_VALUE;
  }

  /** Returns whether {@link TorchPass} and {@link TorchScorePass} can compute it. */
  default boolean hasWrittenOutPasses() {
    return false;
  }

  /** Returns the checks of the fast paths that the trunk uses. */
  default List<SelfCheck> checks(TrunkSpec spec) {
    return List.of();
  }

  /** Returns the check of a trunk of scores in bfloat16, if there is such a trunk. */
  default Optional<SelfCheck> bfloat16Check(int inputs, int outputs) {
    return Optional.empty();
  }

  /** Returns the paths without which there is no training in bfloat16; none if there is none. */
  default List<FastPath> bfloat16Paths() {
    return List.of();
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
