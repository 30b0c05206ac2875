package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A network of odd shape with made-up parameters and rows, all of them a function of the seed.
 *
 * @param rows in a block
 */
record NetworkCase(NetworkSpec spec, int rows, long seed) {
  private static final long SEED = 12;

  /** Multiplications of one exact forward pass: more rows than that allows are not held to it. */
  private static final long MOST_PRODUCTS = 2_000_000;

  /** A row is left alone where a jump of a derivative is nearer than rounding may carry it. */
  private static final double NEAR_A_JUMP = 2e-5;

  /** Wide enough for the products that lay out weights. */
  private static final int WIDE = TorchAffine.ONE_DNN_FROM;

  /** Case {@code index} of an architecture; every other one is wide. */
  static NetworkCase of(Kind kind, Blocks blocks, int index) {
    var random = Streams.of(SEED, Purpose.EVALUATION, kind.ordinal(), blocks.ordinal(), index);
    int least = index % 2 == 0 ? 1 : WIDE;
    int depth = blocks == Blocks.RESIDUAL ? 2 + random.nextInt(2) : 1 + random.nextInt(3);
    List<Integer> hidden = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      hidden.add(OddSizes.between(least, random));
    }
    int dimension = OddSizes.between(least, random);
    Form form = Form.values()[random.nextInt(Form.values().length)];
    Embedding embedding = embedding(form, random);
    NetworkSpec spec =
        new NetworkSpec(
            dimension,
            blocks.of(hidden),
            form,
            kind,
            activation(kind, random),
            embedding,
            embedding == Embedding.FOURIER ? List.of(0.3, -1.7, 0.9) : List.of());
    return new NetworkCase(spec, OddSizes.any(random), index);
  }

  private static Embedding embedding(Form form, UniformRandomProvider random) {
    return form == Form.UNCONDITIONAL
        ? Embedding.NONE
        : Embedding.values()[random.nextInt(Embedding.values().length)];
  }

  private static Activation activation(Kind kind, UniformRandomProvider random) {
    int needed = kind == Kind.ENERGY ? 1 : 0;
    List<Activation> fit =
        Arrays.stream(Activation.values())
            .filter(activation -> activation.continuousDerivatives() >= needed)
            .toList();
    return fit.get(random.nextInt(fit.size()));
  }

  /** A network whose only products are those of weights [out, in] and [in, out]. */
  static NetworkCase ofProduct(int out, int in) {
    NetworkSpec spec =
        new NetworkSpec(
            in,
            new Mlp(List.of(out)),
            Form.NCSN,
            Kind.SCORE,
            Activation.SILU,
            Embedding.NONE,
            List.of());
    return new NetworkCase(spec, 40, 0);
  }

  /** A model of {@link #parameters}; Adam's moments are normal, and squares not near 0. */
  ScoreModel model() {
    ScoreModel model = ScoreModel.of(spec);
    float[] state = normals(2 * spec.parameters(), 1);
    for (int i = spec.parameters(); i < state.length; i++) {
      state[i] = 0.2f + state[i] * state[i];
    }
    model.load(parameters(), state);
    return model;
  }

  /** Weights N(0, 1/in), gains N(1, 1/100), biases and shifts N(0, 1/100). */
  float[] parameters() {
    float[] parameters = normals(spec.parameters(), 0);
    int at = 0;
    for (Layer layer : spec.layers()) {
      int gains = layer.normed() ? layer.in() : 0;
      int weights = layer.in() * layer.out();
      for (int i = 0; i < layer.parameters(); i++, at++) {
        boolean weight = i >= 2 * gains && i < 2 * gains + weights;
        parameters[at] *= weight ? (float) (1 / Math.sqrt(layer.in())) : 0.1f;
        parameters[at] += i < gains ? 1 : 0;
      }
    }
    return parameters;
  }

  /** Standard normals; {@code key} tells the arrays of a case apart. */
  float[] normals(int length, int key) {
    float[] values = new float[length];
    Streams.fillNormal(Streams.of(seed, Purpose.EVALUATION, key), values, length);
    return values;
  }

  /** What the network reads, [rows, inputs]. */
  float[] input() {
    return normals(rows * spec.inputs(), 2);
  }

  /** The rows of {@code input} that are held to the exact network; the last is among them. */
  int[] checkedRows(float[] input) {
    int most = (int) Math.max(2, MOST_PRODUCTS / spec.parameters());
    UniformRandomProvider random = Streams.of(seed, Purpose.EVALUATION, 3);
    int[] chosen =
        rows <= most
            ? IntStream.range(0, rows).toArray()
            : IntStream.concat(
                    Arrays.stream(Streams.permutation(random, rows - 1)).limit(most - 1),
                    IntStream.of(rows - 1))
                .toArray();
    if (spec.activation().continuousDerivatives() == Integer.MAX_VALUE) {
      return chosen;
    }
    double[] nearest = exact(input, chosen).nearestKink();
    return IntStream.range(0, chosen.length)
        .filter(i -> nearest[i] > NEAR_A_JUMP)
        .map(i -> chosen[i])
        .toArray();
  }

  /** The exact network at some rows of {@code input}. */
  ExactNetwork exact(float[] input, int[] chosen) {
    return new ExactNetwork(spec, parameters(), part(input, spec.inputs(), chosen));
  }

  /** Rows {@code chosen} of {@code values}, [rows, columns]. */
  static double[] part(float[] values, int columns, int[] chosen) {
    double[] part = new double[chosen.length * columns];
    for (int i = 0; i < part.length; i++) {
      part[i] = values[chosen[i / columns] * columns + i % columns];
    }
    return part;
  }

  @Override
  public String toString() {
    return "%d columns, %s %s, hidden %s, %s, %s, %s, %d rows, seed %d"
        .formatted(
            spec.dimension(),
            spec.architecture().word(),
            spec.kind(),
            spec.architecture().hidden(),
            spec.activation(),
            spec.form(),
            spec.embedding(),
            rows,
            seed);
  }
}
