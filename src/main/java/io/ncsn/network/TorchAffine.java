package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmm_out;

import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Computes x·Wᵀ + b for blocks of rows with fixed weights. */
interface TorchAffine {
  /**
   * Least number of inputs and outputs for which oneDNN is faster: by 6 % at 256, and by 9 % at
   * 512.
   */
  int ONE_DNN_FROM = 256;

  /**
   * Computes the product.
   *
   * @param rows [rows, in]
   * @param bias [out]
   * @return [rows, out]; freed or overwritten by the next product
   */
  Tensor of(Tensor rows, Tensor bias);

  /**
   * Returns the fastest way for these weights that {@code plan} has.
   *
   * @param weight [out, in]; must not change
   * @param target [rows, out], which a product may use
   */
  static TorchAffine with(Tensor weight, Tensor target, TorchBuffers memory, KernelPlan plan) {
    boolean bfloat16 = weight.scalar_type().intern() == ScalarType.BFloat16;
    Optional<SelfCheck> packed =
        packed(Math.toIntExact(weight.size(0)), Math.toIntExact(weight.size(1)), bfloat16);
    if (packed.filter(plan::uses).isPresent()) {
      return FastPaths.current().packed(weight, target.size(0), memory);
    }
    return bfloat16
        ? FastPaths.current().bfloat16(weight, target, memory)
        : new Blas(memory.own(weight.t()), target);
  }

  /**
   * Returns the check of oneDNN's product for weights [out, in], if that product is the faster one.
   * This depends only on the shape, so that all machines of a job run the same checks. The check
   * finds out whether the processor has the instructions.
   */
  static Optional<SelfCheck> packed(int out, int in, boolean bfloat16) {
    boolean faster = torch.hasMKLDNN() && Math.min(out, in) >= ONE_DNN_FROM;
    return faster ? Optional.of(new PackedLinearCheck(out, in, bfloat16)) : Optional.empty();
  }

  /** Computes with libtorch's BLAS into {@code target}. */
  record Blas(Tensor transposed, Tensor target) implements TorchAffine {
    @Override
    public Tensor of(Tensor rows, Tensor bias) {
      addmm_out(target, bias, rows, transposed);
      return target;
    }
  }

  /**
   * Computes with oneDNN on weights that are laid out once, and not again for each product.
   * PyTorch's compiler uses this operator for frozen models; libtorch has no function for it.
   */
  final class OneDnn implements TorchAffine {
    private static final int SCALARS = 4; // which argument

    private final OperatorHandle linear;
    private final IValue weight;
    private final IValue nothingAfter;
    private final IValue noScalars;
    private final IValue noAlgorithm;

    OneDnn(Tensor weight, long rows, TorchBuffers memory) {
      Dispatcher operators = Dispatcher.singleton();
      linear = memory.own(operators.findSchemaOrThrow("mkldnn::_linear_pointwise", ""));
      OperatorHandle reorder = operators.findSchemaOrThrow("mkldnn::_reorder_linear_weight", "");
      try (IValueVector stack = new IValueVector(new IValue(weight), new IValue(rows))) {
        reorder.callBoxed(stack);
        this.weight = memory.own(new IValue(stack.get(0)));
      }
      Pointer scalars = linear.schema().arguments().getPointer(Argument.class, SCALARS);
      nothingAfter = memory.own(new IValue("none"));
      noScalars =
          memory.own(
              new IValue(new GenericList(new Argument(scalars).type().get().containedType(0))));
      noAlgorithm = memory.own(new IValue(""));
    }

    @Override
    public Tensor of(Tensor rows, Tensor bias) {
      IValueVector stack =
          new IValueVector(
              new IValue(rows), weight, new IValue(bias), nothingAfter, noScalars, noAlgorithm);
      linear.callBoxed(stack);
      return stack.get(0).toTensor();
    }
  }
}
