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
 * Computes Adam with libtorch's fused kernel, which passes over the vectors once; separate
 * operations pass over them six times. The Java binding has no function for it, so it is called by
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

  /** Makes the step, which allocates in {@code buffers}. */
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

  /** Returns a list of tensors, the type of the operator's arguments. */
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
