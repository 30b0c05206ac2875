package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/**
 * The loss of mixed rows in tensors: [Σ over numbers of (F − t)² + Σ over categories of
 * cross-entropy / entropy] / number of terms, averaged over the rows.
 *
 * <p>Columns beside images count as much together as an eighth of the pixels does, and each at
 * least as much as a pixel; eight times that in rows that are given their image, so that all rows
 * count alike. Their own network has a loss of its own, which is added; the loss of all does not
 * reach it.
 */
final class MixedGraphLoss {
  /** How many pixels' share all columns beside an image have together: 1 / this of them. */
  private static final double PIXELS_OF_COLUMNS = 8;

  private final MixedSpec spec;
  private final MixedChannels channels;
  private final Tensor numberChannel;
  private final Tensor numberGroup;

  /** The factor of the columns beside images, and the sum of all terms' factors. */
  private final double beside;

  private final double terms;

  MixedGraphLoss(MixedSpec spec, MixedChannels channels, TorchBuffers buffers) {
    this.spec = spec;
    this.channels = channels;
    numberChannel = buffers.indices(channels.numberChannel);
    numberGroup = buffers.indices(channels.numberGroup);
    int columns = spec.hasColumns() ? channels.terms - spec.pixels() : 0;
    beside = columns == 0 ? 1 : Math.max(1, spec.pixels() / (PIXELS_OF_COLUMNS * columns));
    terms = channels.terms + (beside - 1) * columns;
  }

  /** Returns the mean loss of {@code batch} under {@code graph}, a number. */
  Tensor of(MixedBatch batch, MixedGraph graph) {
    Tensor clean = TorchGraph.matrix(batch.clean, batch.rows, channels.width);
    Tensor noised = TorchGraph.matrix(batch.noised, batch.rows, channels.width);
    Tensor sigma = sigmas(batch.sigma, batch.rows);
    Tensor given =
        batch.given == null ? null : TorchGraph.matrix(batch.given, batch.rows, spec.cells());
    Tensor weight = TorchGraph.matrix(batch.weight, batch.rows, channels.groups);
    if (!spec.hasColumns()) {
      return mean(clean, noised, sigma, weight, graph.outputs(noised, sigma, given));
    }
    MixedGraph.Outputs alone = graph.ofColumns(noised, sigma, given);
    Tensor ofColumns =
        graph
            .lossOfColumns()
            .mean(
                MixedGraph.behind(clean, spec.pixels()),
                MixedGraph.behind(noised, spec.pixels()),
                sigma,
                MixedGraph.behind(weight, 1),
                alone);
    Tensor counted = given == null ? weight : weight.mul(ofRows(given));
    return mean(
            clean, noised, sigma, counted, graph.outputs(noised, sigma, given, alone.detached()))
        .add(ofColumns);
  }

  /**
   * Returns the factors of the columns of rows: those that are given their image have no other
   * loss.
   */
  private static Tensor ofRows(Tensor given) {
    Tensor image = given.narrow(Torch.COLUMNS, 0, 1);
    return Torch.plus(Torch.times(PIXELS_OF_COLUMNS - 1, image), 1);
  }

  private Tensor mean(
      Tensor clean, Tensor noised, Tensor sigma, Tensor weight, MixedGraph.Outputs outputs) {
    Tensor sum = numbers(clean, noised, sigma, weight, outputs.numbers());
    for (int code = 0; code < channels.categories(); code++) {
      sum = sum.add(category(code, clean, weight, outputs.logits()));
    }
    return Torch.times(1.0 / (terms * sigma.size(0)), sum);
  }

  /** Returns the noise levels as a column. */
  static Tensor sigmas(double[] sigma, int rows) {
    float[] values = new float[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = (float) sigma[i];
    }
    return TorchGraph.matrix(values, rows, 1);
  }

  private Tensor numbers(Tensor clean, Tensor noised, Tensor sigma, Tensor weight, Tensor output) {
    Tensor total = Torch.plus(sigma.square(), 1);
    Tensor x = clean.index_select(Torch.COLUMNS, numberChannel);
    Tensor shrunk = noised.index_select(Torch.COLUMNS, numberChannel).div(total);
    Tensor target = x.sub(shrunk).mul(total.sqrt()).div(sigma);
    Tensor counted = weight.index_select(Torch.COLUMNS, numberGroup);
    Tensor errors = output.sub(target).square().mul(counted);
    if (beside == 1 || spec.numbers() == spec.pixels()) {
      return errors.sum();
    }
    Tensor ofImages = errors.narrow(Torch.COLUMNS, 0, spec.pixels()).sum();
    return ofImages.add(Torch.times(beside, MixedGraph.behind(errors, spec.pixels()).sum()));
  }

  private Tensor category(int code, Tensor clean, Tensor weight, Tensor logits) {
    int size = channels.codeSize[code];
    Tensor own = clean.narrow(Torch.COLUMNS, channels.codeChannel[code], size);
    Tensor found = logits.narrow(Torch.COLUMNS, channels.codeStart[code], size);
    Tensor entropy = Torch.rowDot(own, found).neg();
    Tensor counted = entropy.mul(weight.select(Torch.COLUMNS, channels.codeGroup[code]));
    return Torch.times(beside * channels.codeWeight[code], counted.sum());
  }
}
