package io.ncsn.job;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.NetworkSettings;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.ObjectiveSettings;
import io.ncsn.config.Settings;
import io.ncsn.network.Kernels;
import io.ncsn.network.NetworkSpec;

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
    ObjectiveSettings objective = settings.train().objective();
    settled.settleIfAuto("network.form", Choice.name(network.form()));
    settled.settleIfAuto("network.embedding", Choice.name(network.embedding()));
    if (!objective.kind().isMultiScale()) {
      settled.settleIfAuto("train.sigma", Double.toString(objective.sigma()));
    }
    settled.settleIfAuto("sample.sampler", Choice.name(settings.sample().sampler()));
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
    Kernels.requireTraining(kernel, network.kind(), settings.train().objective().kind());
    return kernel;
  }
}
