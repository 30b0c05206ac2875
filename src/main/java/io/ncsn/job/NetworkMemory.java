package io.ncsn.job;

import io.ncsn.config.ConfigException;
import io.ncsn.network.MixedSpec;

/** The memory that a network of very many columns needs, compared with what there is. */
final class NetworkMemory {
  /**
   * Vectors of the parameters' length that training holds at the least: parameters, gradient,
   * Adam's state, the moving average, what a round sends and receives, and a checkpoint's copies.
   */
  private static final int VECTORS = 12;

  private static final double GIB = 1L << 30;

  private NetworkMemory() {}

  /**
   * Checks that a network can be trained.
   *
   * @param bytes greatest size of the heap
   * @throws ConfigException if its vectors are larger
   */
  static void require(MixedSpec spec, long bytes) {
    double parameters = parameters(spec);
    double needed = parameters * VECTORS * Float.BYTES;
    if (needed > bytes) {
      throw new ConfigException(
          "Cannot train on %d columns: they take %d channels, and with network.hidden = %s the network has %.3g parameters, which need %.3g GiB of memory (found %.3g GiB); name fewer columns in data.columns, set narrower network.hidden, or give more memory by -- --driver-memory %dg"
              .formatted(
                  spec.cells(),
                  spec.dimension(),
                  spec.hidden(),
                  parameters,
                  needed / GIB,
                  bytes / GIB,
                  (long) Math.ceil(1.5 * needed / GIB)));
    }
  }

  private static double parameters(MixedSpec spec) {
    if (spec.hasImages()) {
      return spec.parameters();
    }
    double parameters = spec.pairParameters();
    double inputs = spec.dimension() + spec.cells();
    for (int width : spec.hidden()) {
      parameters += (inputs + 1) * width;
      inputs = width;
    }
    return parameters + (inputs + 1) * spec.dimension();
  }
}
