package io.ncsn.network;

import java.util.Arrays;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex of a {@code ComputationGraph} that applies a function. Forward only. */
final class ImageVertex extends GraphVertex {
  private final int most;
  private final transient Function<INDArray[], INDArray> operation;

  ImageVertex(int most, Function<INDArray[], INDArray> operation) {
    this.most = most;
    this.operation = operation;
  }

  @Override
  public GraphVertex clone() {
    return new ImageVertex(most, operation);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return most;
  }

  @Override
  public int maxVertexInputs() {
    return most;
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return inputs[0];
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    return new Computed(graph, name, index, operation, type);
  }

  private static final class Computed extends BaseGraphVertex {
    private final transient Function<INDArray[], INDArray> operation;

    Computed(
        ComputationGraph graph,
        String name,
        int index,
        Function<INDArray[], INDArray> operation,
        DataType type) {
      super(graph, name, index, null, null, type);
      this.operation = operation;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
      INDArray[] given = Arrays.copyOf(getInputs(), getInputs().length);
      return memory.dup(ArrayType.ACTIVATIONS, operation.apply(given));
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {}

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(
        INDArray[] masks, MaskState state, int rows) {
      return null;
    }

    @Override
    public boolean hasLayer() {
      return false;
    }

    @Override
    public Layer getLayer() {
      return null;
    }

    @Override
    public String toString() {
      return "ImageVertex";
    }
  }
}
