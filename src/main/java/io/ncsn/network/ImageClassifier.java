package io.ncsn.network;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A small convolutional classifier, trained by Adam on one thread. The same images, labels and seed
 * give the same parameters bit for bit on one machine.
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record ImageClassifier(ClassifierSpec spec, float[] parameters) {
  private static final int BATCH = 64;
  private static final int JUDGED_AT_ONCE = 256;
  private static final int VISITS = 4;
  private static final int LEAST_STEPS = 400;
  private static final double LEARNING_RATE = 2e-3;

  /**
   * Makes a classifier from what {@link #parameters} gave.
   *
   * @throws IllegalArgumentException if these are not as many as the shape needs
   */
  public ImageClassifier {
    if (parameters.length != spec.parameters()) {
      throw new IllegalArgumentException(
          "Cannot make a classifier of %d parameters from %d"
              .formatted(spec.parameters(), parameters.length));
    }
  }

  /**
   * Trains a classifier. Each image is visited {@value #VISITS} times, and more often if there are
   * few.
   *
   * @param images standardised numbers, [images, height, width, channels]
   * @param labels the class of each image, from 0
   */
  public static ImageClassifier train(
      ClassifierSpec spec, float[] images, int[] labels, long seed) {
    Natives.loadTorch();
    float[] parameters = initial(spec, seed);
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      Tensor gradient = memory.empty(parameters.length);
      AdamVectors vectors =
          new AdamVectors(
              flat,
              gradient,
              memory.own(torch.zeros(parameters.length)),
              memory.own(torch.zeros(parameters.length)));
      ClassifierGraph graph = new ClassifierGraph(spec, flat, memory);
      var gradients = ClassifierGraph.views(spec, gradient, memory);
      PlainAdam adam = new PlainAdam(vectors);
      int batch = Math.min(BATCH, labels.length);
      int steps = Math.max(LEAST_STEPS, VISITS * labels.length / batch);
      Visits visits = new Visits(spec, labels.length, seed);
      for (int step = 0; step < steps; step++) {
        try (PointerScope inner = new PointerScope()) {
          int[] rows = visits.next(batch);
          Tensor found = graph.classes(graph.features(input(spec, images, rows)));
          Tensor loss = found.mul(wanted(spec, labels, rows)).sum().neg();
          TorchGraph.backward(Torch.times(1.0 / batch, loss), graph.variables(), gradients);
        }
        adam.step(LEARNING_RATE * (1 - (double) step / steps), step);
      }
      TorchGraph.read(flat, parameters);
    }
    return new ImageClassifier(spec, parameters);
  }

  /** Returns normal weights whose outputs vary as much as the inputs (He et al. 2015). */
  private static float[] initial(ClassifierSpec spec, long seed) {
    float[] parameters = new float[spec.parameters()];
    int at = 0;
    int number = 0;
    for (int[] layer : spec.layers()) {
      float[] weights = new float[layer[0] * layer[1]];
      Streams.fillNormal(
          Streams.of(seed, Purpose.INITIALISATION, number++), weights, weights.length);
      float scale = (float) Math.sqrt(2.0 / layer[0]);
      for (float weight : weights) {
        parameters[at++] = scale * weight;
      }
      at += layer[1];
    }
    return parameters;
  }

  /** The order in which images are visited: one permutation after the other. */
  private static final class Visits {
    private final ClassifierSpec spec;
    private final int count;
    private final long seed;
    private int[] order = {};
    private int pass;
    private int at;

    Visits(ClassifierSpec spec, int count, long seed) {
      this.spec = spec;
      this.count = count;
      this.seed = seed;
    }

    int[] next(int batch) {
      if (at + batch > order.length) {
        order =
            Streams.permutation(
                Streams.of(seed, Purpose.EVALUATION, spec.classes(), pass++), count);
        at = 0;
      }
      at += batch;
      return Arrays.copyOfRange(order, at - batch, at);
    }
  }

  private static Tensor wanted(ClassifierSpec spec, int[] labels, int[] rows) {
    float[] wanted = new float[rows.length * spec.classes()];
    for (int i = 0; i < rows.length; i++) {
      wanted[i * spec.classes() + labels[rows[i]]] = 1;
    }
    return TorchGraph.matrix(wanted, rows.length, spec.classes());
  }

  /** Returns images, made smaller if they are large, as [rows, channels · height · width]. */
  private static Tensor input(ClassifierSpec spec, float[] images, int[] rows) {
    int square = spec.square();
    int seen = spec.seenHeight() * spec.seenWidth();
    float[] values = new float[rows.length * spec.channels() * seen];
    int[] shares = new int[seen];
    for (int pixel = 0; pixel < spec.height() * spec.width(); pixel++) {
      shares[place(spec, pixel, square)]++;
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < spec.size(); j++) {
        int channel = j % spec.channels();
        int place = place(spec, j / spec.channels(), square);
        values[(i * spec.channels() + channel) * seen + place] +=
            images[rows[i] * spec.size() + j] / shares[place];
      }
    }
    return TorchGraph.matrix(values, rows.length, (long) spec.channels() * seen);
  }

  private static int place(ClassifierSpec spec, int pixel, int square) {
    int y = pixel / spec.width() / square;
    int x = pixel % spec.width() / square;
    return y * spec.seenWidth() + x;
  }

  /**
   * What the classifier says of some images.
   *
   * @param features [images, {@value ClassifierSpec#FEATURES}]
   * @param classes the most probable class of each image
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Judgement(float[] features, int[] classes) {}

  /**
   * Judges images.
   *
   * @param images standardised numbers, [images, height, width, channels]
   */
  public Judgement judge(float[] images) {
    Natives.loadTorch();
    int count = images.length / spec.size();
    float[] features = new float[count * ClassifierSpec.FEATURES];
    int[] classes = new int[count];
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope();
        NoGradGuard values = new NoGradGuard()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      ClassifierGraph graph = new ClassifierGraph(spec, flat, memory);
      for (int start = 0; start < count; start += JUDGED_AT_ONCE) {
        int first = start;
        int[] rows = new int[Math.min(JUDGED_AT_ONCE, count - start)];
        Arrays.setAll(rows, i -> first + i);
        try (PointerScope inner = new PointerScope()) {
          judge(graph, input(spec, images, rows), start, features, classes);
        }
      }
    }
    return new Judgement(features, classes);
  }

  private void judge(
      ClassifierGraph graph, Tensor input, int start, float[] features, int[] classes) {
    Tensor seen = graph.features(input);
    int rows = (int) seen.size(0);
    float[] found = new float[rows * ClassifierSpec.FEATURES];
    TorchGraph.read(seen, found);
    System.arraycopy(found, 0, features, start * ClassifierSpec.FEATURES, found.length);
    float[] logs = new float[rows * spec.classes()];
    TorchGraph.read(graph.classes(seen), logs);
    for (int i = 0; i < rows; i++) {
      int best = 0;
      for (int k = 1; k < spec.classes(); k++) {
        best = logs[i * spec.classes() + k] > logs[i * spec.classes() + best] ? k : best;
      }
      classes[start + i] = best;
    }
  }
}
