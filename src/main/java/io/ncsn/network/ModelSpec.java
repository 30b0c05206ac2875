package io.ncsn.network;

import io.ncsn.channels.ChannelLayout;
import java.io.Serializable;
import java.util.List;

/**
 * The shape of a network, which says what rows it takes and how many parameters it has. Training
 * and sampling know only this, and what it opens.
 */
public sealed interface ModelSpec extends Serializable permits NetworkSpec, MixedSpec {
  /** Returns the channels of a row. */
  ChannelLayout layout();

  /** Returns the layers between a row and what is read from it. */
  Architecture architecture();

  /** Returns the number of channels of a row. */
  int dimension();

  /** Returns n, the length of the flat parameter vector. */
  int parameters();

  /** Returns the floating-point operations of a forward pass of one row. */
  double forwardFlops();

  /** Returns whether the score depends on the noise level. */
  boolean conditional();

  /** Returns whether it is a network of convolutions, whose rows are images. */
  boolean hasImages();

  /** Returns the cost of a row's loss and gradient, in passes of the network. */
  double cost(Objective objective);

  /** Returns initial parameters, [n], which depend only on the seed. */
  float[] initialParameters(long seed);

  /** Opens a network for training, with undefined parameters. */
  Learner learner(KernelPlan plan);

  /**
   * Opens a network with parameters, [n], for its scores.
   *
   * @param precision precision of plain scores; {@link Kernels#requirePrecision} must accept it
   */
  TrainedNetwork trained(float[] parameters, KernelPlan plan, Precision precision);

  /** Returns whether plain scores can be computed in bfloat16. */
  boolean hasBfloat16Scores();

  /** Returns the checks of the fast paths that training in {@code precision} uses. */
  List<SelfCheck> trainingChecks(Precision precision);

  /** Returns the checks of the fast paths that scores use. */
  List<SelfCheck> scoreChecks(Precision precision);
}
