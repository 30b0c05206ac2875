package io.ncsn.network;

import io.ncsn.config.ConfigException;
import io.ncsn.config.NetworkSettings.KernelChoice;

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

  /** A kernel over {@code model}'s memory, which it keeps alive. */
  public static Kernel open(KernelChoice choice, ScoreModel model) {
    prepareThread(choice);
    return resolve(choice) == KernelChoice.LIBTORCH
        ? new TorchKernel(model)
        : new Dl4jKernel(model);
  }

  /** To be called in each thread before it uses a kernel that another thread opened. */
  public static void prepareThread(KernelChoice choice) {
    if (resolve(choice) == KernelChoice.LIBTORCH) {
      Natives.loadTorch();
    }
  }
}
