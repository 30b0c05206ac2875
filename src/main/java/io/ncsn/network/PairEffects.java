package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.linear;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The effects A·r of the paired levels on each other, in libtorch's tensors. {@link PairProduct}
 * computes the product without autograd.
 *
 * @param matrix A, [paired levels, paired levels], by which autograd differentiates
 * @param paired the paired levels; null: all are
 * @param placeOfLevel for each level its place among the paired ones, or behind them; null: all are
 *     paired
 */
record PairEffects(Tensor matrix, Tensor paired, Tensor placeOfLevel) {
  /** The greatest |r|, the evidence of a category's own channels for or against a level. */
  static final float MOST_EVIDENCE = 10;

  /** Returns the effects of a network whose parameters are flat; null if it pairs no levels. */
  static PairEffects of(MixedSpec spec, Tensor parameters, TorchBuffers buffers) {
    Tensor own = MixedTensors.pairs(spec, parameters, buffers);
    if (own == null) {
      return null;
    }
    Tensor matrix = TorchLayers.variable(own, buffers);
    int[] some = spec.pairedLevels();
    return some.length == spec.levels()
        ? new PairEffects(matrix, null, null)
        : new PairEffects(
            matrix, buffers.indices(some), buffers.indices(places(some, spec.levels())));
  }

  private static int[] places(int[] paired, int levels) {
    int[] places = new int[levels];
    Arrays.fill(places, paired.length);
    for (int i = 0; i < paired.length; i++) {
      places[paired[i]] = i;
    }
    return places;
  }

  /**
   * Returns A·r, [rows, levels], which is 0 for levels that are not paired.
   *
   * @param evidence r, [rows, levels], which is clamped
   */
  Tensor of(Tensor evidence) {
    Tensor clamped =
        evidence.clamp(
            new ScalarOptional(new Scalar(-MOST_EVIDENCE)),
            new ScalarOptional(new Scalar(MOST_EVIDENCE)));
    if (paired == null) {
      return linear(clamped, matrix);
    }
    Tensor product = linear(clamped.index_select(Torch.COLUMNS, paired), matrix);
    Tensor none = torch.zeros_like(product.narrow(Torch.COLUMNS, 0, 1));
    return cat(new TensorVector(product, none), Torch.COLUMNS)
        .index_select(Torch.COLUMNS, placeOfLevel);
  }
}
