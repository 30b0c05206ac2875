package io.ncsn.network;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.EnergyFunction;
import io.ncsn.noise.ScoreFunction;
import java.util.Optional;

/**
 * A network with fixed parameters as a score function on rows of channels. One thread at a time.
 */
public interface TrainedNetwork extends ScoreFunction, DifferentiableScore, AutoCloseable {
  /** Returns the energy whose negative gradient the score is, if the network has one. */
  default Optional<EnergyFunction> energy() {
    return Optional.empty();
  }

  @Override
  void close();
}
