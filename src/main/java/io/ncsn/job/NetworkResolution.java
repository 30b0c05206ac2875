package io.ncsn.job;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.NetworkSettings;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.ObjectiveSettings;
import io.ncsn.config.Settings;
import io.ncsn.network.Kernels;
import io.ncsn.network.NetworkSpec;
import io.ncsn.output.RunRecord;

/**
 * Turns {@code network.*} into a network and a kernel; what {@code auto} comes to there, and
 * wherever else the objective settles it, is recorded.
 */
final class NetworkResolution {
  private NetworkResolution() {}

  /** The network for rows of {@code dimension} columns; {@code record} gets the values in force. */
  static NetworkSpec spec(int dimension, RunRecord record) {
    Settings settings = record.settings().settings();
    NetworkSettings network = settings.network();
    ObjectiveSettings objective = settings.train().objective();
    settle(record, "network.form", Choice.name(network.form()));
    settle(record, "network.embedding", Choice.name(network.embedding()));
    if (!objective.kind().isMultiScale()) {
      settle(record, "train.sigma", Double.toString(objective.sigma()));
    }
    settle(record, "sample.sampler", Choice.name(settings.sample().sampler()));
    return NetworkSpec.of(network, dimension, settings.train().seed());
  }

  /**
   * The kernel to train with.
   *
   * @throws ConfigException when there is none here that can
   */
  static KernelChoice kernel(RunRecord record) {
    Settings settings = record.settings().settings();
    NetworkSettings network = settings.network();
    KernelChoice kernel = Kernels.resolve(network.kernel());
    settle(record, "network.kernel", Choice.name(kernel));
    Kernels.requireTraining(kernel, network.kind(), settings.train().objective().kind());
    return kernel;
  }

  private static void settle(RunRecord record, String key, String value) {
    boolean isAuto =
        record.settings().values().stream()
            .anyMatch(entry -> entry.key().equals(key) && entry.value().equals("auto"));
    if (isAuto) {
      record.settle(record.settings().resolved(key, value));
    }
  }
}
