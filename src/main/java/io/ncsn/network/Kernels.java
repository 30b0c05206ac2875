package io.ncsn.network;

import io.ncsn.config.NetworkSettings.KernelChoice;

/** Chooses and opens kernels. */
public final class Kernels {
  private Kernels() {}

  /** What {@code auto} means here: libtorch, the faster one. */
  public static KernelChoice resolve(KernelChoice choice) {
    return choice == KernelChoice.AUTO ? KernelChoice.LIBTORCH : choice;
  }

  /** A kernel over {@code model}'s memory; close it before the model is let go. */
  public static Kernel open(KernelChoice choice, ScoreModel model) {
    return switch (resolve(choice)) {
      case DL4J -> new Dl4jKernel(model);
      case LIBTORCH, AUTO -> new TorchKernel(model);
    };
  }
}
