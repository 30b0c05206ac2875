package io.ncsn.network;

import java.util.List;

/** A part of {@link ExactNetwork}, by the chain rule. It keeps what its last forward pass read. */
interface ExactStep {
  DualMatrix forward(DualMatrix x);

  /** The gradient by x from the gradient by what {@link #forward} returned. */
  DualMatrix backward(DualMatrix gradient);

  /** One step after the other. */
  record Chain(List<ExactStep> steps) implements ExactStep {
    @Override
    public DualMatrix forward(DualMatrix x) {
      DualMatrix stream = x;
      for (ExactStep step : steps) {
        stream = step.forward(stream);
      }
      return stream;
    }

    @Override
    public DualMatrix backward(DualMatrix gradient) {
      DualMatrix stream = gradient;
      for (int i = steps.size() - 1; i >= 0; i--) {
        stream = steps.get(i).backward(stream);
      }
      return stream;
    }
  }

  /** x + step(x). */
  record Residual(ExactStep step) implements ExactStep {
    @Override
    public DualMatrix forward(DualMatrix x) {
      return x.plus(step.forward(x));
    }

    @Override
    public DualMatrix backward(DualMatrix gradient) {
      return gradient.plus(step.backward(gradient));
    }
  }
}
