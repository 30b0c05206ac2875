package io.ncsn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Weights, biases and normalisations of every layer as views of one flat vector (parameters or
 * their gradient). DL4J stores the weights of a layer as [in, out] in column order, which equals
 * libtorch's [out, in] in row order. The biases follow.
 */
final class TorchLayers {
  private final List<Tensor> gains = new ArrayList<>();
  private final List<Tensor> shifts = new ArrayList<>();
  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> transposed = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();

  /** All tensors in the order of the flat vector. */
  private final List<Tensor> all = new ArrayList<>();

  private final UnaryOperator<Tensor> role;
  private final TorchBuffers buffers;
  private final Tensor flat;
  private long at;

  /** Makes views of {@code flat}. */
  static TorchLayers of(NetworkSpec spec, Tensor flat, TorchBuffers buffers) {
    return of(spec.layers(), flat, buffers);
  }

  /** Makes views of {@code flat}, which may be longer than the layers. */
  static TorchLayers of(List<Layer> layers, Tensor flat, TorchBuffers buffers) {
    return new TorchLayers(layers, flat, buffers, view -> view);
  }

  /** Makes views of {@code flat} by which autograd differentiates. It may be longer. */
  static TorchLayers variables(List<Layer> layers, Tensor flat, TorchBuffers buffers) {
    return new TorchLayers(layers, flat, buffers, view -> variable(view, buffers));
  }

  /** Returns a tensor on the memory of {@code view} by which autograd differentiates. */
  static Tensor variable(Tensor view, TorchBuffers buffers) {
    return buffers.own(buffers.own(view.detach()).requires_grad_(true));
  }

  private TorchLayers(
      List<Layer> layers, Tensor flat, TorchBuffers buffers, UnaryOperator<Tensor> role) {
    this.flat = flat;
    this.buffers = buffers;
    this.role = role;
    for (Layer layer : layers) {
      gains.add(layer.normed() ? next(layer.in()) : null);
      shifts.add(layer.normed() ? next(layer.in()) : null);
      Tensor matrix = next(layer.out(), layer.in());
      weights.add(matrix);
      transposed.add(buffers.own(matrix.t()));
      biases.add(next(layer.out()));
    }
  }

  private Tensor next(long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    Tensor part = buffers.own(buffers.own(flat.narrow(0, at, length)).view(shape));
    at += length;
    Tensor view = role.apply(part);
    all.add(view);
    return view;
  }

  int size() {
    return weights.size();
  }

  /** Returns all tensors in the order of the flat vector. */
  List<Tensor> all() {
    return all;
  }

  /** [in]. */
  Tensor gain(int layer) {
    return gains.get(layer);
  }

  /** [in]. */
  Tensor shift(int layer) {
    return shifts.get(layer);
  }

  /** Returns the weights, [out, in]. */
  Tensor weight(int layer) {
    return weights.get(layer);
  }

  /** Returns the transposed weights, [in, out]. */
  Tensor transposedWeight(int layer) {
    return transposed.get(layer);
  }

  /** Returns the biases, [out]. */
  Tensor bias(int layer) {
    return biases.get(layer);
  }
}
