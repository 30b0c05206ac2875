package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.grad;

import io.ncsn.network.NetworkSettings.Kind;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A network under libtorch's autograd. It supports any network and any derivative, but builds and
 * frees a graph at each step. Call the methods that return tensors within a {@link PointerScope},
 * which frees the tensors.
 */
final class TorchGraph {
  private final NetworkSpec spec;
  private final Trunk trunk;
  private final List<Tensor> gradients;

  /**
   * Makes the graph.
   *
   * @param parameters flat, [n]
   * @param gradient flat, [n]
   * @param precision precision of the network; {@link Architecture#bfloat16Check} must permit it
   * @param buffers owner of the permanently allocated memory
   */
  TorchGraph(
      NetworkSpec spec,
      Tensor parameters,
      Tensor gradient,
      KernelPlan plan,
      Precision precision,
      TorchBuffers buffers) {
    this.spec = spec;
    Architecture architecture = spec.architecture();
    this.trunk = architecture.trunk(TrunkSpec.of(spec).in(precision), parameters, plan, buffers);
    this.gradients = architecture.views(spec.inputs(), spec.outputs(), gradient, buffers);
  }

  NetworkSpec spec() {
    return spec;
  }

  /** Returns the network's output, [rows, outputs], for {@code input}, [rows, inputs]. */
  Tensor output(Tensor input) {
    return trunk.output(input);
  }

  /**
   * Returns F for {@code input}, [rows, dimension]: the output of a score network, or −∇e of an
   * energy network.
   */
  Tensor field(Tensor input) {
    if (spec.kind() == Kind.SCORE) {
      return output(input);
    }
    return derivative(output(input).sum(), input).narrow(Torch.COLUMNS, 0, spec.dimension()).neg();
  }

  /**
   * Returns the gradient of the number {@code y} by {@code x}, which is itself differentiable; 0 if
   * there is none.
   */
  static Tensor derivative(Tensor y, Tensor x) {
    Tensor gradient =
        grad(new TensorVector(y), new TensorVector(x), new TensorVector(), truth(), true, true)
            .get(0);
    return gradient.defined() ? gradient : torch.zeros_like(x);
  }

  /** Writes the gradient of the number {@code loss} by the parameters into the gradient vector. */
  void backward(Tensor loss) {
    backward(loss, trunk.variables(), gradients);
  }

  /** Writes the gradient of the number {@code loss} by {@code variables} into {@code gradients}. */
  static void backward(Tensor loss, List<Tensor> variables, List<Tensor> gradients) {
    TensorVector parameters = new TensorVector(variables.toArray(Tensor[]::new));
    TensorVector found =
        grad(new TensorVector(loss), parameters, new TensorVector(), truth(), false, true);
    for (int i = 0; i < variables.size(); i++) {
      Tensor gradient = found.get(i);
      if (gradient.defined()) {
        gradients.get(i).copy_(gradient);
      } else {
        gradients.get(i).zero_();
      }
    }
  }

  /** Returns the first rows · columns of {@code values} as a tensor, [rows, columns]. */
  static Tensor matrix(float[] values, long rows, long columns) {
    FloatPointer memory = new FloatPointer(rows * columns);
    memory.put(values, 0, Math.toIntExact(rows * columns));
    return torch.from_blob(memory, rows, columns);
  }

  /** Copies {@code tensor} into {@code values}. */
  static void read(Tensor tensor, float[] values) {
    Tensor dense = tensor.detach().contiguous();
    dense.data_ptr_float().get(values, 0, Math.toIntExact(dense.numel()));
  }

  private static BoolOptional truth() {
    return new BoolOptional(true);
  }
}
