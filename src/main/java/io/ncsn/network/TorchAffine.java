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

/** x·Wᵀ + b for blocks of rows, with weights that stay. */
interface TorchAffine {
  /** Inputs and outputs from which on oneDNN is faster: by 6 % at 256, by 9 % at 512. */
  int ONE_DNN_FROM = 256;

  /**
   * The product.
   *
   * @param rows [rows, in]
   * @param bias [out]
   * @return [rows, out]; freed or overwritten with the next product
   */
  Tensor of(Tensor rows, Tensor bias);

  /**
   * The fastest way for these weights that {@code plan} has.
   *
   * @param weight [out, in]; not to be changed
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
   * The check of oneDNN's product for weights [out, in], if it is the faster one for them. That
   * depends on the shape alone, so that all machines of a job ask the same; whether the processor
   * has the instructions, the check finds.
   */
  static Optional<SelfCheck> packed(int out, int in, boolean bfloat16) {
    boolean faster = torch.hasMKLDNN() && Math.min(out, in) >= ONE_DNN_FROM;
    return faster ? Optional.of(new PackedLinearCheck(out, in, bfloat16)) : Optional.empty();
  }

  /** By libtorch's BLAS, into {@code target}. */
  record Blas(Tensor transposed, Tensor target) implements TorchAffine {
    @Override
    public Tensor of(Tensor rows, Tensor bias) {
      addmm_out(target, bias, rows, transposed);
      return target;
    }
  }

  /**
   * By oneDNN, whose kernels find the weights laid out for them and not anew at each product. It is
   * the operator of PyTorch's own compiler for frozen models; no function of libtorch leads to it.
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
