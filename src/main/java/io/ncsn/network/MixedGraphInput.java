package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.where;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What the layers of a network of mixed rows read, made from the noised rows in libtorch's tensors,
 * through which autograd differentiates. {@link MixedInput} makes the same in Java. Call the
 * methods within a {@link PointerScope}.
 */
final class MixedGraphInput {
  /** The variance that stands for no noise, in the posterior of a given category. */
  static final double GIVEN_VARIANCE = 1e-3;

  private final MixedSpec spec;
  private final CategoryTensors categories;

  /** Row vectors: π, ln π, the factor of a level's input, and the angles of the embedding. */
  private final Tensor prior;

  private final Tensor logPrior;
  private final Tensor scale;
  private final Tensor angles;

  /** The channels of numbers and levels, and the flags of their cells and of the categories. */
  private final Tensor numberChannel;

  private final Tensor levelChannel;
  private final Tensor numberCell;
  private final Tensor levelCell;
  private final Tensor codeCell;

  MixedGraphInput(
      MixedSpec spec, MixedChannels channels, CategoryTensors categories, TorchBuffers buffers) {
    this.spec = spec;
    this.categories = categories;
    prior = buffers.row(channels.prior);
    logPrior = buffers.row(channels.logPrior);
    scale = buffers.row(channels.scale);
    angles = buffers.row(MixedEmbedding.angles());
    numberChannel = buffers.indices(channels.numberChannel);
    levelChannel = buffers.indices(channels.levelChannel);
    numberCell = buffers.indices(channels.numberCell);
    levelCell = buffers.indices(channels.levelCell);
    codeCell = buffers.indices(channels.codeCell);
  }

  /**
   * What is known of rows before the network is asked.
   *
   * @param scaled numbers, divided by √(1 + σ²) unless they are given: [rows, numbers]
   * @param own ln q, each category's log-probabilities by its own channels: [rows, levels]
   */
  record Seen(Tensor scaled, Tensor own) {}

  /**
   * Returns what is known of rows.
   *
   * @param noised x̃, clean where given, [rows, width]
   * @param sigma [rows, 1]
   * @param given 1 for each given cell, [rows, cells]; null for a network without flags
   */
  Seen seen(Tensor noised, Tensor sigma, Tensor given) {
    Tensor variance = sigma.square();
    Tensor numbers = numbers(noised);
    Tensor scaled = numbers.div(Torch.plus(variance, 1).sqrt());
    Tensor levels = levels(noised);
    Tensor spread = variance.expand_as(levels);
    if (given != null) {
      scaled = where(given.index_select(Torch.COLUMNS, numberCell).gt(zero()), numbers, scaled);
      Tensor none = torch.full_like(spread, new Scalar(GIVEN_VARIANCE));
      spread = where(given.index_select(Torch.COLUMNS, levelCell).gt(zero()), none, spread);
    }
    Tensor exponents = categories.fromGreatest(levels).div(spread).add(logPrior);
    return new Seen(scaled, categories.logSoftmax(exponents));
  }

  /**
   * Returns the input of the layers, [rows, inputs], of what was {@link #seen}. A network of
   * energies is told a label only where it is given.
   */
  Tensor layers(Tensor scaled, Tensor own, Tensor sigma, Tensor given) {
    Tensor told = own.exp().sub(prior).mul(scale);
    if (spec.energy()) {
      told =
          given == null
              ? torch.zeros_like(told)
              : told.mul(given.index_select(Torch.COLUMNS, levelCell));
    }
    TensorVector inputs = new TensorVector(scaled, told);
    if (given != null) {
      boolean ofCodes = spec.hasImages() && !spec.hasColumns();
      inputs.push_back(ofCodes ? given.index_select(Torch.COLUMNS, codeCell) : given);
    }
    Tensor angle = Torch.times(0.25, sigma.log()).mul(angles);
    inputs.push_back(angle.sin());
    inputs.push_back(angle.cos());
    return cat(inputs, Torch.COLUMNS);
  }

  /** Returns the numbers of rows of channels, [rows, numbers]. */
  Tensor numbers(Tensor rows) {
    return rows.index_select(Torch.COLUMNS, numberChannel);
  }

  /** Returns the levels' channels of rows, [rows, levels]. */
  Tensor levels(Tensor rows) {
    return rows.index_select(Torch.COLUMNS, levelChannel);
  }

  /** Returns ln π of each level. */
  Tensor logPrior() {
    return logPrior;
  }

  private static Scalar zero() {
    return new Scalar(0.0);
  }
}
