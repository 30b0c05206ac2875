package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/**
 * The loss of mixed rows in tensors: [Σ over numbers of (F − t)² + Σ over categories of
 * cross-entropy / entropy] / number of terms, averaged over the rows.
 */
final class MixedGraphLoss {
  private final MixedSpec spec;
  private final MixedChannels channels;
  private final Tensor numberChannel;
  private final Tensor numberGroup;

  MixedGraphLoss(MixedSpec spec, MixedChannels channels, TorchBuffers buffers) {
    this.spec = spec;
    this.channels = channels;
    numberChannel = buffers.indices(channels.numberChannel);
    numberGroup = buffers.indices(channels.numberGroup);
  }

  /** Returns the mean loss of {@code batch} under {@code graph}, a number. */
  Tensor of(MixedBatch batch, MixedGraph graph) {
    Tensor clean = TorchGraph.matrix(batch.clean, batch.rows, channels.width);
    Tensor noised = TorchGraph.matrix(batch.noised, batch.rows, channels.width);
    Tensor sigma = sigmas(batch.sigma, batch.rows);
    Tensor given =
        batch.given == null ? null : TorchGraph.matrix(batch.given, batch.rows, spec.cells());
    Tensor weight = TorchGraph.matrix(batch.weight, batch.rows, channels.groups);
    MixedGraph.Outputs outputs = graph.outputs(noised, sigma, given);
    Tensor sum = numbers(clean, noised, sigma, weight, outputs.numbers());
    for (int code = 0; code < channels.categories(); code++) {
      sum = sum.add(category(code, clean, weight, outputs.logits()));
    }
    return Torch.times(1.0 / ((double) channels.terms * batch.rows), sum);
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
    return output.sub(target).square().mul(counted).sum();
  }

  private Tensor category(int code, Tensor clean, Tensor weight, Tensor logits) {
    int size = channels.codeSize[code];
    Tensor own = clean.narrow(Torch.COLUMNS, channels.codeChannel[code], size);
    Tensor found = logits.narrow(Torch.COLUMNS, channels.codeStart[code], size);
    Tensor entropy = Torch.rowDot(own, found).neg();
    Tensor counted = entropy.mul(weight.select(Torch.COLUMNS, channels.codeGroup[code]));
    return Torch.times(channels.codeWeight[code], counted.sum());
  }
}
