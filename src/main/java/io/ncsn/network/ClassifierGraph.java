package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.relu;

import io.ncsn.network.ClassifierSpec.Convolution;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A classifier under libtorch's autograd. Its convolutions are products of matrices: libtorch's own
 * are wrong on some processors, and not worth a check here.
 */
final class ClassifierGraph {
  private final ClassifierSpec spec;
  private final List<Tensor> weights;
  private final List<Tensor> biases;

  /** Makes the graph over parameters, flat, [n]: weights [out, in] and biases of each layer. */
  ClassifierGraph(ClassifierSpec spec, Tensor flat, TorchBuffers buffers) {
    this.spec = spec;
    this.weights = new ArrayList<>();
    this.biases = new ArrayList<>();
    for (Tensor view : views(spec, flat, buffers)) {
      (weights.size() == biases.size() ? weights : biases).add(TorchLayers.variable(view, buffers));
    }
  }

  /** Returns each layer's weights and biases as parts of {@code flat}, in turn. */
  static List<Tensor> views(ClassifierSpec spec, Tensor flat, TorchBuffers buffers) {
    List<Tensor> views = new ArrayList<>();
    long at = 0;
    for (int[] layer : spec.layers()) {
      long length = (long) layer[0] * layer[1];
      Tensor part = buffers.own(flat.narrow(0, at, length));
      views.add(buffers.own(part.view(layer[1], layer[0])));
      views.add(buffers.own(flat.narrow(0, at + length, layer[1])));
      at += length + layer[1];
    }
    return views;
  }

  /** Returns what autograd differentiates by, in the order of the parameters. */
  List<Tensor> variables() {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      all.add(weights.get(i));
      all.add(biases.get(i));
    }
    return all;
  }

  /** Returns features, [rows, features], of images, [rows, channels · height · width]. */
  Tensor features(Tensor rows) {
    long count = rows.size(0);
    Tensor x = rows.view(count, spec.channels(), spec.seenHeight(), spec.seenWidth());
    List<Convolution> convolutions = spec.convolutions();
    for (int i = 0; i < convolutions.size(); i++) {
      Convolution next = convolutions.get(i);
      long padding = next.window() / 2;
      Tensor places =
          torch.im2col(
              x,
              new long[] {next.window(), next.window()},
              new long[] {1, 1},
              new long[] {padding, padding},
              new long[] {next.stride(), next.stride()});
      x =
          relu(layer(i, places.transpose(1, 2)))
              .transpose(1, 2)
              .reshape(count, next.out(), next.height(), next.width());
    }
    return relu(layer(convolutions.size(), x.reshape(count, -1)));
  }

  /** Returns the logarithms of the classes' probabilities, [rows, classes]. */
  Tensor classes(Tensor features) {
    return log_softmax(layer(weights.size() - 1, features), Torch.COLUMNS);
  }

  private Tensor layer(int index, Tensor input) {
    return linear(input, weights.get(index), new TensorOptional(biases.get(index)));
  }
}
