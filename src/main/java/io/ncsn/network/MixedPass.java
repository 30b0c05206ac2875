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
 * without autograd. {@link MixedGraph} says what it computes.
 */
class MixedPass implements AutoCloseable {
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

  /** r, [rows, levels], and A·r + F, [rows, levels]. */
  private final Tensor evidence;

  private final Tensor levelOutput;
  private final Tensor levelDelta;
  private final Tensor levelSum;
  private final Tensor transposedPairs;
  private final float[] output;
  private final float[] logits;
  private final float[] probabilities;

  MixedPass(MixedSpec spec, MixedTensors parameters, int rows) {
    this.rows = rows;
    channels = new MixedChannels(spec.layout());
    prepared = new MixedInput(spec, channels, rows, buffers);
    trunk = new TorchTrunk(spec.layers(), Activation.SILU, parameters.layers(), rows, buffers);
    softmax = new GroupSoftmax(channels, rows, buffers);
    loss = new MixedLoss(channels, rows);
    level = buffers.empty(rows, 1);
    angles = buffers.row(MixedEmbedding.angles());
    angle = buffers.empty(rows, MixedSpec.FREQUENCIES);
    sines = columns(trunk.input(), spec.data(), MixedSpec.FREQUENCIES);
    cosines = columns(trunk.input(), spec.data() + MixedSpec.FREQUENCIES, MixedSpec.FREQUENCIES);
    evidence = buffers.empty(rows, channels.levels());
    levelSum = buffers.empty(rows, channels.levels());
    levelOutput = columns(trunk.output(), channels.numbers(), channels.levels());
    levelDelta = buffers.own(columns(trunk.delta(), channels.numbers(), channels.levels()).t());
    transposedPairs = parameters.pairs() == null ? null : buffers.own(parameters.pairs().t());
    output = new float[rows * channels.width];
    logits = new float[rows * channels.levels()];
    probabilities = new float[logits.length];
  }

  private Tensor columns(Tensor matrix, int from, int count) {
    return buffers.own(matrix.narrow(Torch.COLUMNS, from, count));
  }

  /** Computes {@link #output} and {@link #logits} (as log-probabilities) of noised rows. */
  private void forward(float[] noised, double[] sigma, float[] given) {
    prepared.prepare(noised, sigma, given);
    put(trunk.input(), prepared.input);
    put(level, prepared.level);
    mul_out(angle, level, angles);
    sin_out(sines, angle);
    cos_out(cosines, angle);
    trunk.forward();
    get(trunk.output(), output);
    if (transposedPairs != null) {
      put(evidence, prepared.evidence);
      addmm_out(levelSum, levelOutput, evidence, transposedPairs);
      get(levelSum, logits);
    } else {
      copyLevels();
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] += prepared.own[i];
    }
    softmax.of(logits, probabilities);
  }

  private void copyLevels() {
    for (int row = 0; row < rows; row++) {
      int from = row * channels.width + channels.numbers();
      System.arraycopy(output, from, logits, row * channels.levels(), channels.levels());
    }
  }

  /** Writes the gradient of the mean loss of {@code batch}, and returns the mean loss. */
  double lossAndGradient(MixedBatch batch, MixedTensors gradient) {
    forward(batch.noised, batch.sigma, batch.given);
    double mean = loss.of(batch, output, logits, probabilities);
    put(trunk.delta(), loss.delta());
    if (gradient.pairs() != null) {
      mm_out(gradient.pairs(), levelDelta, evidence);
    }
    trunk.backward(gradient.layers());
    return mean;
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
    forward(noised, sigma, given);
    for (int row = 0; row < rows; row++) {
      int at = row * channels.width;
      int levels = row * channels.levels();
      for (int k = 0; k < channels.levels(); k++) {
        denoised[at + channels.levelChannel[k]] = probabilities[levels + k];
      }
      double total = 1 + sigma[row] * sigma[row];
      float skip = (float) (1 / total);
      float out = (float) (sigma[row] / Math.sqrt(total));
      for (int j = 0; j < channels.numbers(); j++) {
        int gate = channels.numberGate[j];
        float regular = gate < 0 ? 1 : probabilities[levels + gate];
        int channel = at + channels.numberChannel[j];
        denoised[channel] = skip * noised[channel] + out * regular * output[at + j];
      }
    }
  }

  /** Returns log-probabilities of the levels of the last rows, row-major [rows, levels]. */
  float[] logProbabilities() {
    return logits;
  }

  private static void put(Tensor tensor, float[] values) {
    try (FloatPointer memory = tensor.data_ptr_float()) {
      memory.put(values, 0, values.length);
    }
  }

  private static void get(Tensor tensor, float[] values) {
    try (FloatPointer memory = tensor.data_ptr_float()) {
      memory.get(values, 0, values.length);
    }
  }

  @Override
  public void close() {
    buffers.close();
  }
}
