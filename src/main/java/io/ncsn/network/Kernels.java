package io.ncsn.network;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.NetworkSettings.Blocks;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.NetworkSettings.Kind;
import io.ncsn.config.ObjectiveKind;
import io.ncsn.config.SampleSettings;

/** Chooses and opens kernels. */
public final class Kernels {
  private Kernels() {}

  /**
   * What {@code auto} means on this machine: libtorch, the faster one, or DL4J where libtorch has
   * no natives.
   *
   * @throws ConfigException when libtorch is asked for where it has none
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
   * Looks whether {@code kernel} can train a network of {@code kind} by {@code objective}.
   *
   * @param kernel resolved
   * @throws ConfigException when it cannot
   */
  public static void requireTraining(KernelChoice kernel, Kind kind, ObjectiveKind objective) {
    if (!kernel.trains(kind, objective)) {
      throw new ConfigException(
          "Cannot train a network of kind %s by %s with network.kernel %s, which trains score networks by multi-scale and denoising alone; use libtorch (this machine's natives: %s), or a score network and a denoising objective"
              .formatted(
                  Choice.name(kind),
                  Choice.name(objective),
                  Choice.name(kernel),
                  Natives.platform()));
    }
  }

  /**
   * Looks whether {@code kernel} can give scores of {@code spec} in {@code precision}.
   *
   * @param kernel resolved
   * @throws ConfigException when it cannot
   */
  public static void requirePrecision(
      KernelChoice kernel, NetworkSpec spec, SampleSettings.Precision precision) {
    if (precision != SampleSettings.Precision.FLOAT32
        && !(kernel == KernelChoice.LIBTORCH && hasScorePass(spec))) {
      throw new ConfigException(
          "Cannot sample with sample.precision %s: that needs network.kernel libtorch (this one is %s) and a network of kind score with plain blocks (this one is %s, %s); set float32"
              .formatted(
                  Choice.name(precision),
                  Choice.name(kernel),
                  Choice.name(spec.kind()),
                  Choice.name(spec.blocks())));
    }
  }

  /** Whether libtorch's kernel has a {@link ScorePass} for it. */
  static boolean hasScorePass(NetworkSpec spec) {
    return spec.kind() == Kind.SCORE && spec.blocks() == Blocks.PLAIN;
  }

  /** A kernel over {@code model}'s memory, which it keeps alive. */
  public static Kernel open(KernelPlan plan, ScoreModel model) {
    prepareThread(plan);
    return plan.kernel() == KernelChoice.LIBTORCH
        ? new TorchKernel(model, plan)
        : new Dl4jKernel(model);
  }

  /** A kernel that this process alone decides on. */
  public static Kernel open(KernelChoice choice, ScoreModel model) {
    return open(KernelPlan.here(choice), model);
  }

  /** To be called in each thread before it uses a kernel that another thread opened. */
  public static void prepareThread(KernelPlan plan) {
    if (plan.kernel() == KernelChoice.LIBTORCH) {
      Natives.loadTorch();
    }
  }
}
