package io.ncsn.job;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.network.Kernels;
import io.ncsn.network.NetworkSettings;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Objective;
import io.ncsn.settings.Settings;

/**
 * Turns {@code network.*} into a network and a kernel, and settles each {@code auto} whose value
 * follows from the objective.
 */
final class NetworkResolution {
  private NetworkResolution() {}

  /**
   * Returns the network for rows of {@code dimension} columns. {@code settled} receives the values
   * in force.
   */
  static NetworkSpec spec(int dimension, SettledSettings settled) {
    Settings settings = settled.get().settings();
    NetworkSettings network = settings.network();
    Objective objective = settings.train().objective();
    network
        .architecture()
        .mistake(dimension)
        .ifPresent(
            mistake -> {
              throw new ConfigException(mistake);
            });
    network.architecture().settings().forEach(settled::settleIfAuto);
    settled.settleIfAuto("network.form", Choice.name(network.form()));
    settled.settleIfAuto("network.embedding", Choice.name(network.embedding()));
    if (!objective.isMultiScale()) {
      settled.settleIfAuto("train.sigma", Double.toString(objective.sigma()));
    }
    settled.settleIfAuto("sample.sampler", settings.sample().method().word());
    return NetworkSpec.of(network, dimension, settings.train().seed());
  }

  /**
   * Returns the kernel for training.
   *
   * @throws ConfigException if this machine has no suitable kernel
   */
  static KernelChoice kernel(SettledSettings settled) {
    Settings settings = settled.get().settings();
    NetworkSettings network = settings.network();
    KernelChoice kernel = Kernels.resolve(network.kernel());
    settled.settleIfAuto("network.kernel", Choice.name(kernel));
    Kernels.mistake(kernel, network.kind(), settings.train().objective())
        .or(() -> Kernels.mistake(kernel, network.architecture()))
        .ifPresent(
            mistake -> {
              throw new ConfigException(mistake);
            });
    return kernel;
  }
}
