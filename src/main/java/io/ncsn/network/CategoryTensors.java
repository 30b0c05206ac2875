package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.log_softmax;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Operations on the levels of each category by itself, in libtorch's tensors [rows, levels]. {@link
 * GroupSoftmax} computes its softmax in Java.
 */
record CategoryTensors(MixedChannels channels) {
  /** Returns log-probabilities of logits. */
  Tensor logSoftmax(Tensor logits) {
    return each(logits, part -> log_softmax(part, Torch.COLUMNS));
  }

  /** Subtracts each category's greatest value, without which differences lose digits. */
  Tensor fromGreatest(Tensor values) {
    return each(values, part -> part.sub(part.detach().amax(new long[] {Torch.COLUMNS}, true)));
  }

  private Tensor each(Tensor levels, UnaryOperator<Tensor> operation) {
    TensorVector parts = new TensorVector();
    for (int code = 0; code < channels.categories(); code++) {
      Tensor part = levels.narrow(Torch.COLUMNS, channels.codeStart[code], channels.codeSize[code]);
      parts.push_back(operation.apply(part));
    }
    return parts.empty() ? levels : cat(parts, Torch.COLUMNS);
  }
}
