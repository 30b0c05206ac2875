package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.elu;
import static org.bytedeco.pytorch.global.torch.elu_backward_out;
import static org.bytedeco.pytorch.global.torch.elu_out;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.relu_out;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.silu_backward_out;
import static org.bytedeco.pytorch.global.torch.silu_out;
import static org.bytedeco.pytorch.global.torch.softplus;
import static org.bytedeco.pytorch.global.torch.softplus_backward_out;
import static org.bytedeco.pytorch.global.torch.softplus_out;
import static org.bytedeco.pytorch.global.torch.tanh;
import static org.bytedeco.pytorch.global.torch.tanh_backward_out;
import static org.bytedeco.pytorch.global.torch.tanh_out;
import static org.bytedeco.pytorch.global.torch.threshold_backward_out;

import io.ncsn.network.NetworkSettings.Activation;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** An activation in libtorch, written into given memory or as part of an autograd graph. */
final class TorchActivation {
  private static final double SOFTPLUS_IS_LINEAR_FROM = 20;

  private final Activation kind;
  private final Scalar zero;
  private final Scalar one;
  private final Scalar threshold;

  /** Makes an activation that allocates in {@code buffers}. */
  TorchActivation(Activation kind, TorchBuffers buffers) {
    this.kind = kind;
    this.zero = buffers.own(new Scalar(0.0));
    this.one = buffers.own(new Scalar(1.0));
    this.threshold = buffers.own(new Scalar(SOFTPLUS_IS_LINEAR_FROM));
  }

  /** Computes {@code activated} ← a({@code x}). */
  void forward(Tensor activated, Tensor x) {
    switch (kind) {
      case SILU -> silu_out(activated, x);
      case ELU -> elu_out(activated, x);
      case SOFTPLUS -> softplus_out(activated, x);
      case TANH -> tanh_out(activated, x);
      case RELU -> relu_out(activated, x);
    }
  }

  /**
   * Computes {@code gradient} ← {@code above}·a′({@code x}), where {@code activated} = a({@code
   * x}).
   */
  void backward(Tensor gradient, Tensor above, Tensor x, Tensor activated) {
    switch (kind) {
      case SILU -> silu_backward_out(gradient, above, x);
      case ELU -> elu_backward_out(gradient, above, one, one, one, false, x);
      case SOFTPLUS -> softplus_backward_out(gradient, above, x, one, threshold);
      case TANH -> tanh_backward_out(gradient, above, activated);
      case RELU -> threshold_backward_out(gradient, above, x, zero);
    }
  }

  /** Returns a({@code x}), which is differentiable. */
  Tensor of(Tensor x) {
    return switch (kind) {
      case SILU -> silu(x);
      case ELU -> elu(x);
      case SOFTPLUS -> softplus(x);
      case TANH -> tanh(x);
      case RELU -> relu(x);
    };
  }
}
