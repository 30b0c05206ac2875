package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/**
 * The layers and the pair matrix of a network of mixed rows, as views of one flat vector
 * (parameters or their gradient).
 *
 * @param layers the plain network
 * @param pairs A, [paired levels, paired levels]; null if the network has none
 */
record MixedTensors(TorchLayers layers, Tensor pairs) {
  /** Makes views of {@code flat}. */
  static MixedTensors of(MixedSpec spec, Tensor flat, TorchBuffers buffers) {
    return new MixedTensors(
        TorchLayers.of(spec.layers(), flat, buffers), pairs(spec, flat, buffers));
  }

  /** Returns the pair matrix within {@code flat}; null if the network has none. */
  static Tensor pairs(MixedSpec spec, Tensor flat, TorchBuffers buffers) {
    long levels = spec.pairedLevels().length;
    if (levels == 0) {
      return null;
    }
    Tensor part = buffers.own(flat.narrow(0, spec.layerParameters(), levels * levels));
    return buffers.own(part.view(levels, levels));
  }
}
