package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmv_out;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Computes the scores of a plain network with libtorch. All rows have the same noise level, so the
 * embedding's share of the first layer is equal for all rows and goes into that layer's bias.
 * Activations overwrite their arguments. Layers alternate between two blocks of memory, except
 * those that oneDNN multiplies.
 */
class TorchScorePass implements ScorePass {
  /**
   * Number of values that enter or leave native memory at a time. They are still in the first-level
   * cache when they are scaled.
   */
  private static final int PART = 4096;

  private final NetworkSpec spec;
  private final KernelPlan plan;
  private final boolean flushes;
  private final TorchBuffers buffers = new TorchBuffers();
  private final TorchActivation activation;
  private final ScalarType type;

  /** Weights, [out, in]. The first lack the columns of the embedding. */
  private final List<Tensor> weights = new ArrayList<>();

  private final List<Tensor> biases = new ArrayList<>();

  /** The first layer's weights of the embedding, [width, embedding], and its own bias. */
  private final Tensor embeddingWeight;

  private final Tensor ownBias;
  private final Tensor embedding;
  private final Tensor firstBias;

  /** Memory of {@link #embedding}; null if there is none. */
  private final FloatPointer embeddingMemory;

  private final float[] part = new float[PART];

  /** Memory for blocks of the size of the last one. */
  private Block block;

  TorchScorePass(NetworkSpec spec, TorchLayers layers, Precision precision, KernelPlan plan) {
    this.spec = spec;
    this.plan = plan;
    this.flushes = plan.uses(new FlushToZeroCheck());
    this.activation = new TorchActivation(spec.activation(), buffers);
    this.type =
        precision == Precision.BFLOAT16 && hasBfloat16(spec, plan)
            ? ScalarType.BFloat16
            : ScalarType.Float;
    int dimension = spec.dimension();
    int embedded = spec.inputs() - dimension;
    try (PointerScope scope = new PointerScope()) {
      for (int layer = 0; layer < layers.size(); layer++) {
        Tensor weight = layers.weight(layer);
        Tensor ofRow = layer == 0 ? weight.narrow(1, 0, dimension) : weight;
        weights.add(buffers.own(copy(ofRow.contiguous(), type)));
        biases.add(buffers.own(copy(layers.bias(layer), type)));
      }
      embeddingWeight =
          buffers.own(
              copy(layers.weight(0).narrow(1, dimension, embedded).contiguous(), ScalarType.Float));
      ownBias = buffers.own(copy(layers.bias(0), ScalarType.Float));
    }
    embedding = buffers.empty(embedded);
    embeddingMemory = embedded > 0 ? buffers.memory(embedding) : null;
    firstBias = buffers.empty(spec.architecture().hidden().get(0));
  }

  /** Returns the checks of the products that scores of {@code spec} use in {@code precision}. */
  static List<SelfCheck> products(NetworkSpec spec, Precision precision) {
    boolean bfloat16 = precision == Precision.BFLOAT16;
    Set<SelfCheck> checks = new LinkedHashSet<>();
    for (Layer layer : productLayers(spec)) {
      if (bfloat16) {
        checks.add(new Bfloat16Check(layer.out(), layer.in()));
      }
      TorchAffine.packed(layer.out(), layer.in(), bfloat16).ifPresent(checks::add);
    }
    return List.copyOf(checks);
  }

  /** Returns the layers as products see them. The first lacks the columns of the embedding. */
  private static List<Layer> productLayers(NetworkSpec spec) {
    List<Layer> layers = new ArrayList<>(spec.layers());
    layers.set(0, new Layer(spec.dimension(), layers.get(0).out(), false, true));
    return layers;
  }

  /** Returns whether all products may use bfloat16. Otherwise all use float32. */
  private static boolean hasBfloat16(NetworkSpec spec, KernelPlan plan) {
    return productLayers(spec).stream()
        .allMatch(layer -> plan.uses(new Bfloat16Check(layer.out(), layer.in())));
  }

  /** Returns a copy rather than a view, because the kernel's parameters may change. */
  private static Tensor copy(Tensor tensor, ScalarType type) {
    return tensor.clone().to(type);
  }

  @Override
  public void score(float[] rows, int count, Precondition form, float[] scores) {
    if (block == null || block.rows != count) {
      if (block != null) {
        block.close();
      }
      block = new Block(count);
    }
    try (FlushToZero small = FlushToZero.open(flushes)) {
      foldEmbedding(form.embedding());
      block.run(rows, form, scores);
    }
  }

  private void foldEmbedding(float[] values) {
    if (embeddingMemory != null) {
      embeddingMemory.put(values);
      addmv_out(firstBias, ownBias, embeddingWeight, embedding);
      biases.get(0).copy_(firstBias);
    }
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
    }
    buffers.close();
  }

  /** Memory for one number of rows. */
  private final class Block implements AutoCloseable {
    private final int rows;
    private final TorchBuffers memory = new TorchBuffers();

    /** The rows, in single precision and in the precision of the layers. */
    private final Tensor singleInput;

    private final Tensor input;
    private final FloatPointer inputMemory;
    private final List<TorchAffine> layers = new ArrayList<>();

    Block(int rows) {
      this.rows = rows;
      singleInput = memory.empty(rows, spec.dimension());
      input = inType(singleInput);
      inputMemory = memory.memory(singleInput);
      int widest =
          spec.architecture().hidden().stream().mapToInt(Integer::intValue).max().orElseThrow();
      try (PointerScope scope = new PointerScope()) {
        Tensor[] halves = {
          torch.empty((long) rows * widest).to(type), torch.empty((long) rows * widest).to(type)
        };
        for (int layer = 0; layer < spec.architecture().hidden().size(); layer++) {
          int width = spec.architecture().hidden().get(layer);
          Tensor target = halves[layer % 2].narrow(0, 0, (long) rows * width);
          layers.add(affine(memory.own(target.view(rows, width))));
        }
        layers.add(affine(memory.own(torch.empty(rows, spec.dimension()).to(type))));
      }
    }

    private TorchAffine affine(Tensor target) {
      return TorchAffine.with(weights.get(layers.size()), target, memory, plan);
    }

    private Tensor inType(Tensor single) {
      return type == ScalarType.Float ? single : memory.own(single.to(type));
    }

    void run(float[] x, Precondition form, float[] scores) {
      putScaled(x, (float) form.in());
      try (PointerScope scope = new PointerScope()) {
        if (type != ScalarType.Float) {
          input.copy_(singleInput);
        }
        Tensor here = input;
        for (int layer = 0; layer < layers.size(); layer++) {
          here = layers.get(layer).of(here, biases.get(layer));
          if (layer + 1 < layers.size()) {
            activation.forward(here, here);
          }
        }
        takeScores(here.to(ScalarType.Float).data_ptr_float(), x, form, scores);
      }
    }

    private void putScaled(float[] x, float factor) {
      for (int from = 0; from < size(); from += PART) {
        int length = Math.min(PART, size() - from);
        for (int i = 0; i < length; i++) {
          part[i] = factor * x[from + i];
        }
        inputMemory.position(from).put(part, 0, length);
      }
    }

    private void takeScores(FloatPointer outputs, float[] x, Precondition form, float[] scores) {
      for (int from = 0; from < size(); from += PART) {
        int to = Math.min(from + PART, size());
        outputs.position(from).get(scores, from, to - from);
        form.scores(x, scores, from, to);
      }
    }

    private int size() {
      return rows * spec.dimension();
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
