package io.ncsn.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam by libtorch's fused kernel, which goes over the vectors once, where single operations go
 * over them six times. No function of libtorch's Java binding leads to it, so it is called by its
 * name.
 */
class TorchAdam implements AdamStep {
  private static final double NO_WEIGHT_DECAY = 0;

  private final OperatorHandle operator;
  private final IValue parameters;
  private final IValue gradient;
  private final IValue firstMoment;
  private final IValue secondMoment;
  private final IValue noMaxima;
  private final IValue step;
  private final FloatPointer stepMemory;

  /** Makes the step; {@code buffers} hold what it allocates. */
  TorchAdam(AdamVectors vectors, TorchBuffers buffers) {
    operator = buffers.own(Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adam_", ""));
    Tensor number = buffers.empty();
    stepMemory = buffers.memory(number);
    this.parameters = list(buffers, vectors.parameters());
    this.gradient = list(buffers, vectors.gradient());
    this.firstMoment = list(buffers, vectors.firstMoment());
    this.secondMoment = list(buffers, vectors.secondMoment());
    noMaxima = list(buffers);
    step = list(buffers, number);
  }

  /** A list of tensors, as the operator's first argument is one. */
  private IValue list(TorchBuffers buffers, Tensor... tensors) {
    try (PointerScope scope = new PointerScope()) {
      Argument first = new Argument(operator.schema().arguments().getPointer(Argument.class, 0));
      GenericList list = new GenericList(first.type().get().containedType(0));
      for (Tensor tensor : tensors) {
        list.push_back(new IValue(tensor));
      }
      return buffers.own(new IValue(list));
    }
  }

  @Override
  public void step(double learningRate, int iteration) {
    stepMemory.put(iteration + 1f);
    try (PointerScope scope = new PointerScope()) {
      operator.callBoxed(
          new IValueVector(
              parameters,
              gradient,
              firstMoment,
              secondMoment,
              noMaxima,
              step,
              new IValue(learningRate),
              new IValue(Adam.BETA1),
              new IValue(Adam.BETA2),
              new IValue(NO_WEIGHT_DECAY),
              new IValue(Adam.correctedEpsilon(iteration)),
              new IValue(false), // amsgrad
              new IValue(false), // maximize
              new IValue(), // grad_scale
              new IValue())); // found_inf
    }
  }
}
