package io.ncsn.network;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import java.util.Optional;

/** Chooses and opens kernels. */
public final class Kernels {
  private Kernels() {}

  /**
   * Resolves {@code auto} for this machine: libtorch, which is faster, or DL4J if libtorch has no
   * native libraries.
   *
   * @throws ConfigException if libtorch is requested but has no native libraries
   */
  public static KernelChoice resolve(KernelChoice choice) {
    if (choice == KernelChoice.LIBTORCH && !Natives.hasTorch()) {
      throw new ConfigException(
          "Cannot use network.kernel libtorch: the program holds no libtorch for this machine; set it to auto, or build with -Djavacpp.platform="
              + Natives.platform());
    }
    if (choice != KernelChoice.AUTO) {
      return choice;
    }
    return Natives.hasTorch() ? KernelChoice.LIBTORCH : KernelChoice.DL4J;
  }

  /**
   * Begins to load what the kernel needs, in a thread of its own, for a process that will soon need
   * it. A failure shows when it is needed.
   */
  public static void loadAhead(KernelChoice choice) {
    if (choice != KernelChoice.DL4J) {
      Natives.beginTorch();
    }
  }

  /**
   * Returns why {@code kernel} cannot train a network of {@code kind} by {@code objective}, if it
   * cannot: DL4J has no second derivatives. {@code auto} may yet turn out to be able to.
   */
  public static Optional<String> mistake(KernelChoice kernel, Kind kind, Objective objective) {
    return kernel != KernelChoice.DL4J || kind == Kind.SCORE && objective.isLeastSquares()
        ? Optional.empty()
        : Optional.of(
            "network.kernel is dl4j, which trains score networks by multi-scale and denoising alone, but network.kind is %s and train.objective %s; set network.kernel = libtorch or auto"
                .formatted(Choice.name(kind), objective.word()));
  }

  /** Returns why {@code kernel} cannot compute {@code architecture}, if it cannot. */
  public static Optional<String> mistake(KernelChoice kernel, Architecture architecture) {
    return kernel != KernelChoice.DL4J || architecture instanceof Layered
        ? Optional.empty()
        : Optional.of(
            "network.kernel is dl4j, which cannot compute network.architecture %s; set network.kernel = libtorch or auto"
                .formatted(architecture.word()));
  }

  /**
   * Checks that scores of {@code spec} may be asked for in {@code precision}. Where a processor or
   * a kernel gains nothing by it, they are computed in float32.
   *
   * @throws ConfigException if no machine computes them in it
   */
  public static void requirePrecision(ModelSpec spec, Precision precision) {
    if (precision == Precision.FLOAT32) {
      return;
    }
    if (!spec.hasBfloat16Scores()) {
      throw new ConfigException(
          "Cannot sample with sample.precision %s: that needs a network of kind score and architecture mlp or unet (this one is %s); set sample.precision = float32"
              .formatted(
                  Choice.name(precision),
                  spec instanceof NetworkSpec numbers
                      ? Choice.name(numbers.kind()) + ", " + numbers.architecture().word()
                      : "of mixed rows"));
    }
  }

  /** Returns whether libtorch's kernel has a {@link ScorePass} for the network. */
  static boolean hasScorePass(NetworkSpec spec) {
    return spec.kind() == Kind.SCORE && spec.architecture().hasWrittenOutPasses();
  }

  /** Opens a kernel over the memory of {@code model}, which it keeps alive. */
  public static Kernel open(KernelPlan plan, ScoreModel model) {
    prepareThread(plan);
    return plan.kernel() == KernelChoice.LIBTORCH
        ? new TorchKernel(model, plan)
        : new Dl4jKernel(model);
  }

  /** Opens a kernel with the plan of this process alone. */
  public static Kernel open(KernelChoice choice, ScoreModel model) {
    return open(KernelPlan.here(choice), model);
  }

  /** Prepares the current thread. Call this before using a kernel that another thread opened. */
  public static void prepareThread(KernelPlan plan) {
    if (plan.kernel() == KernelChoice.LIBTORCH) {
      Natives.loadTorch();
    }
  }
}
