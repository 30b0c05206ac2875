package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.addmm_out;
import static org.bytedeco.pytorch.global.torch.cos_out;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.mul_out;
import static org.bytedeco.pytorch.global.torch.sin_out;

import io.ncsn.network.NetworkSettings.Activation;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the forward and backward pass of a network of mixed rows for a fixed number of rows,
 * without autograd. {@link MixedGraph} says what it computes. libtorch computes the products of all
 * rows at once. Java does the rest for a few rows at a time, which stay in the cache.
 */
class MixedPass implements AutoCloseable {
  /** Number of rows that Java works on at a time. */
  private static final int PART = 64;

  private final MixedChannels channels;
  private final TorchBuffers buffers = new TorchBuffers();
  private final MixedInput prepared;
  private final TorchTrunk trunk;
  private final GroupSoftmax softmax;
  private final MixedLoss loss;
  private final int rows;

  /** (ln σ)/4 of the rows, [rows, 1], the embedding's angles, and its places in the input. */
  private final Tensor level;

  private final Tensor angles;
  private final Tensor angle;
  private final Tensor sines;
  private final Tensor cosines;

  /** r, and ln q, to which the pass adds A·r and F: [rows, levels]. */
  private final Tensor evidence;

  private final Tensor logits;

  /** The parts of the layers' output, of their gradient and of A that belong to levels. */
  private final Tensor levelOutput;

  private final Tensor levelDelta;
  private final Tensor transposedPairs;

  /** F of the numbers: its place in the layers' output, and a dense copy, [rows, numbers]. */
  private final Tensor numberOutput;

  private final Tensor numbers;
  private final FloatPointer inputMemory;
  private final FloatPointer levelMemory;
  private final FloatPointer evidenceMemory;
  private final FloatPointer logitMemory;
  private final FloatPointer numberMemory;
  private final FloatPointer deltaMemory;

  /** The outputs of a few rows: F of numbers, and log-probabilities and probabilities of levels. */
  private final float[] output;

  private final float[] logProbabilities;
  private final float[] probabilities;

  MixedPass(MixedSpec spec, MixedTensors parameters, int rows) {
    this.rows = rows;
    channels = new MixedChannels(spec.layout());
    int most = Math.min(PART, rows);
    prepared = new MixedInput(spec, channels, most, buffers);
    softmax = new GroupSoftmax(channels, most, buffers);
    loss = new MixedLoss(channels, most);
    output = new float[most * channels.numbers()];
    logProbabilities = new float[most * channels.levels()];
    probabilities = new float[logProbabilities.length];
    trunk = new TorchTrunk(spec.layers(), Activation.SILU, parameters.layers(), rows, buffers);
    level = buffers.empty(rows, 1);
    angles = buffers.row(MixedEmbedding.angles());
    angle = buffers.empty(rows, MixedSpec.FREQUENCIES);
    sines = columns(trunk.input(), spec.data(), MixedSpec.FREQUENCIES);
    cosines = columns(trunk.input(), spec.data() + MixedSpec.FREQUENCIES, MixedSpec.FREQUENCIES);
    evidence = buffers.empty(rows, channels.levels());
    logits = buffers.empty(rows, channels.levels());
    levelOutput = columns(trunk.output(), channels.numbers(), channels.levels());
    levelDelta = buffers.own(columns(trunk.delta(), channels.numbers(), channels.levels()).t());
    transposedPairs = parameters.pairs() == null ? null : buffers.own(parameters.pairs().t());
    numberOutput = columns(trunk.output(), 0, channels.numbers());
    numbers = buffers.empty(rows, channels.numbers());
    inputMemory = buffers.memory(trunk.input());
    levelMemory = buffers.memory(level);
    evidenceMemory = memory(evidence);
    logitMemory = memory(logits);
    numberMemory = memory(numbers);
    deltaMemory = buffers.memory(trunk.delta());
  }

  private Tensor columns(Tensor matrix, int from, int count) {
    return buffers.own(matrix.narrow(Torch.COLUMNS, from, count));
  }

  /** Returns null for tables of numbers or of categories alone, where a tensor has no memory. */
  private FloatPointer memory(Tensor tensor) {
    return tensor.numel() == 0 ? null : buffers.memory(tensor);
  }

  /** What is done with the outputs of {@code count} rows from {@code first} on. */
  private interface Use {
    void of(int first, int count);
  }

  private void forward(float[] noised, double[] sigma, float[] given, Use use) {
    inParts((first, count) -> prepare(noised, sigma, given, first, count));
    mul_out(angle, level, angles);
    sin_out(sines, angle);
    cos_out(cosines, angle);
    trunk.forward();
    if (transposedPairs != null) {
      addmm_out(logits, logits, evidence, transposedPairs);
    }
    logits.add_(levelOutput);
    numbers.copy_(numberOutput);
    inParts(
        (first, count) -> {
          get(numberMemory, first, count, channels.numbers(), output);
          get(logitMemory, first, count, channels.levels(), logProbabilities);
          softmax.of(logProbabilities, probabilities, count);
          use.of(first, count);
        });
  }

  private void inParts(Use use) {
    for (int first = 0; first < rows; first += PART) {
      use.of(first, Math.min(PART, rows - first));
    }
  }

  private void prepare(float[] noised, double[] sigma, float[] given, int first, int count) {
    prepared.prepare(noised, sigma, given, first, count);
    put(prepared.input, first, count, Math.toIntExact(trunk.input().size(1)), inputMemory);
    put(prepared.level, first, count, 1, levelMemory);
    put(prepared.own, first, count, channels.levels(), logitMemory);
    put(prepared.evidence, first, count, channels.levels(), evidenceMemory);
  }

  /** Writes the gradient of the mean loss of {@code batch}, and returns the mean loss. */
  double lossAndGradient(MixedBatch batch, MixedTensors gradient) {
    double[] sum = new double[1];
    forward(
        batch.noised,
        batch.sigma,
        batch.given,
        (first, count) -> {
          sum[0] += loss.of(batch, first, count, output, logProbabilities, probabilities);
          put(loss.delta(), first, count, channels.width, deltaMemory);
        });
    if (gradient.pairs() != null) {
      mm_out(gradient.pairs(), levelDelta, evidence);
    }
    trunk.backward(gradient.layers());
    return sum[0];
  }

  /**
   * Computes the denoised rows D. Given channels are denoised as any others.
   *
   * @param noised row-major [rows, width]
   * @param sigma [rows]
   * @param given row-major [rows, cells]; null if no cell is given
   * @param denoised row-major [rows, width]; overwritten
   */
  void denoise(float[] noised, double[] sigma, float[] given, float[] denoised) {
    forward(
        noised,
        sigma,
        given,
        (first, count) -> {
          for (int i = 0; i < count; i++) {
            denoiseRow(i, first + i, noised, sigma[first + i], denoised);
          }
        });
  }

  private void denoiseRow(int place, int row, float[] noised, double sigma, float[] denoised) {
    int at = row * channels.width;
    int levels = place * channels.levels();
    for (int k = 0; k < channels.levels(); k++) {
      denoised[at + channels.levelChannel[k]] = probabilities[levels + k];
    }
    double total = 1 + sigma * sigma;
    float skip = (float) (1 / total);
    float out = (float) (sigma / Math.sqrt(total));
    for (int j = 0; j < channels.numbers(); j++) {
      int gate = channels.numberGate[j];
      float regular = gate < 0 ? 1 : probabilities[levels + gate];
      int channel = at + channels.numberChannel[j];
      denoised[channel] =
          skip * noised[channel] + out * regular * output[place * channels.numbers() + j];
    }
  }

  private static void put(float[] part, int first, int count, int width, FloatPointer memory) {
    if (memory != null) {
      memory.position((long) first * width).put(part, 0, count * width);
    }
  }

  private static void get(FloatPointer memory, int first, int count, int width, float[] part) {
    if (memory != null) {
      memory.position((long) first * width).get(part, 0, count * width);
    }
  }

  @Override
  public void close() {
    buffers.close();
  }
}
