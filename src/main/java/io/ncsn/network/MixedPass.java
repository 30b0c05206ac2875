package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.cos_out;
import static org.bytedeco.pytorch.global.torch.mul_out;
import static org.bytedeco.pytorch.global.torch.sin_out;

import io.ncsn.network.NetworkSettings.Activation;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the forward and backward pass of a network of mixed rows for a fixed number of rows,
 * without autograd. {@link MixedGraph} says what it computes. libtorch computes the products of all
 * rows at once. Java does the rest for a part of the rows at a time, as {@link PartColumns}.
 */
class MixedPass implements AutoCloseable {
  private static final int ROWS = PartColumns.ROWS;

  private final MixedChannels channels;
  private final TorchBuffers buffers = new TorchBuffers();
  private final MixedInput prepared;
  private final DenseTrunk trunk;
  private final GroupSoftmax softmax;
  private final MixedLoss loss;
  private final int rows;

  /** (ln σ)/4 of the rows, [rows, 1], the embedding's angles, and its places in the input. */
  private final Tensor level;

  private final Tensor angles;
  private final Tensor angle;
  private final Tensor sines;
  private final Tensor cosines;

  private final PairProduct pairs;
  private final FloatPointer inputMemory;
  private final FloatPointer levelMemory;
  private final FloatPointer outputMemory;
  private final FloatPointer deltaMemory;

  /** ln q of the rows of each part, [levels, ROWS], to which the pass adds A·r + F. */
  private final float[][] logits;

  /** The layers' output of a part: row-major, and as columns, [width, ROWS]. */
  private final float[] outputRows;

  private final float[] output;

  /** Probabilities of levels, [levels, ROWS], and denoised rows, [width, ROWS]. */
  private final float[] probabilities;

  private final float[] clean;

  /** 1/(1 + σ²) and σ/√(1 + σ²) of a part's rows. */
  private final float[] skip = new float[ROWS];

  private final float[] out = new float[ROWS];

  MixedPass(MixedSpec spec, MixedTensors parameters, int rows, Precision precision) {
    this.rows = rows;
    channels = new MixedChannels(spec.layout());
    prepared = new MixedInput(spec, channels, buffers);
    softmax = new GroupSoftmax(channels, buffers);
    loss = new MixedLoss(channels);
    logits = new float[(rows + ROWS - 1) / ROWS][channels.levels() * ROWS];
    outputRows = PartColumns.empty(channels.width);
    output = PartColumns.empty(channels.width);
    probabilities = PartColumns.empty(channels.levels());
    clean = PartColumns.empty(channels.width);
    trunk =
        DenseTrunk.of(
            spec.layers(), Activation.SILU, parameters.layers(), rows, precision, buffers);
    level = buffers.empty(rows, 1);
    angles = buffers.row(MixedEmbedding.angles());
    angle = buffers.empty(rows, MixedSpec.FREQUENCIES);
    sines = columns(trunk.input(), spec.data(), MixedSpec.FREQUENCIES);
    cosines = columns(trunk.input(), spec.data() + MixedSpec.FREQUENCIES, MixedSpec.FREQUENCIES);
    pairs =
        new PairProduct(
            spec.pairedLevels(),
            parameters.pairs(),
            channels,
            trunk.output(),
            trunk.delta(),
            buffers);
    inputMemory = buffers.memory(trunk.input());
    levelMemory = buffers.memory(level);
    outputMemory = buffers.memory(trunk.output());
    deltaMemory = buffers.memory(trunk.delta());
  }

  private Tensor columns(Tensor matrix, int from, int count) {
    return buffers.own(matrix.narrow(Torch.COLUMNS, from, count));
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
    pairs.forward();
    inParts(
        (first, count) -> {
          readOutput(first, count);
          use.of(first, count);
        });
  }

  private void inParts(Use use) {
    for (int first = 0; first < rows; first += ROWS) {
      use.of(first, Math.min(ROWS, rows - first));
    }
  }

  private void prepare(float[] noised, double[] sigma, float[] given, int first, int count) {
    prepared.prepare(noised, sigma, given, first, count, logits[first / ROWS]);
    put(prepared.input, first, count, Math.toIntExact(trunk.input().size(1)), inputMemory);
    put(prepared.level, first, count, 1, levelMemory);
    pairs.put(prepared.evidence, first, count);
  }

  /** Leaves a part's output, its logits and the probabilities of its levels. */
  private void readOutput(int first, int count) {
    int width = channels.width;
    outputMemory.position((long) first * width).get(outputRows, 0, count * width);
    PartColumns.read(outputRows, 0, width, count, output);
    float[] sums = logits[first / ROWS];
    int levels = channels.numbers() * ROWS;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += output[levels + i];
    }
    pairs.add(first, count, sums);
    softmax.probabilities(sums, probabilities);
  }

  /** Writes the gradient of the mean loss of {@code batch}, and returns the mean loss. */
  double lossAndGradient(MixedBatch batch, MixedTensors gradient) {
    double[] sum = new double[1];
    forward(
        batch.noised,
        batch.sigma,
        batch.given,
        (first, count) -> {
          float[] logProbabilities = logits[first / ROWS];
          softmax.toLogProbabilities(logProbabilities);
          sum[0] += loss.of(batch, first, count, output, logProbabilities, probabilities);
          put(loss.delta(), first, count, channels.width, deltaMemory);
          pairs.take(loss.delta(), first, count);
        });
    pairs.gradient(gradient.pairs());
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
            double total = 1 + sigma[first + i] * sigma[first + i];
            skip[i] = (float) (1 / total);
            out[i] = (float) (sigma[first + i] / Math.sqrt(total));
          }
          for (int j = 0; j < channels.numbers(); j++) {
            number(j, noised, first, count);
          }
          for (int code = 0; code < channels.categories(); code++) {
            System.arraycopy(
                probabilities,
                channels.codeStart[code] * ROWS,
                clean,
                channels.codeChannel[code] * ROWS,
                channels.codeSize[code] * ROWS);
          }
          int width = channels.width;
          PartColumns.write(clean, width, count, denoised, first * width, width);
        });
  }

  /** Writes the denoised numbers x̃/(1 + σ²) + p(applies)·F·σ/√(1 + σ²) of a column. */
  private void number(int j, float[] noised, int first, int count) {
    int channel = channels.numberChannel[j];
    int gate = channels.numberGate[j];
    for (int i = 0; i < count; i++) {
      float regular = gate < 0 ? 1 : probabilities[gate * ROWS + i];
      float x = noised[(first + i) * channels.width + channel];
      clean[channel * ROWS + i] = skip[i] * x + out[i] * regular * output[j * ROWS + i];
    }
  }

  private static void put(float[] part, int first, int count, int width, FloatPointer memory) {
    memory.position((long) first * width).put(part, 0, count * width);
  }

  @Override
  public void close() {
    buffers.close();
  }
}
