package io.ncsn.network;

import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far a kernel's results are from those in double precision. An error is the greatest
 * difference, relative to the root mean square of the exact numbers; these are of order 1, and
 * below a twentieth they count as that.
 */
final class KernelErrors implements AutoCloseable {
  private static final double LEAST_SCALE = 0.05;
  private static final double LEARNING_RATE = 0.1;

  private final NetworkCase subject;
  private final NetworkSpec spec;
  private final ScoreModel model;
  private final Kernel kernel;
  private final float[] input;
  private final int[] checked;
  private final ExactNetwork exact;

  KernelErrors(NetworkCase subject, KernelChoice choice) {
    this.subject = subject;
    this.spec = subject.spec();
    this.model = subject.model();
    this.kernel = Kernels.open(choice, model);
    this.input = subject.input();
    this.checked = subject.checkedRows(input);
    this.exact = subject.exact(input, checked);
  }

  /** The network's output. */
  double ofOutput() {
    float[] output = new float[subject.rows() * spec.outputs()];
    kernel.forward(input, subject.rows(), output);
    return error(output, spec.outputs(), checked, exact.output());
  }

  /** The gradient by the input. */
  double ofInputGradient() {
    float[] v = subject.normals(subject.rows() * spec.outputs(), 4);
    float[] found = new float[input.length];
    kernel.forward(input, subject.rows(), new float[v.length]);
    kernel.backward(v, subject.rows(), found);
    double[] chosen = NetworkCase.part(v, spec.outputs(), checked);
    return error(found, spec.inputs(), checked, exact.inputGradient(chosen));
  }

  /** An energy's second derivative along a direction, a sum of squares of as many normals. */
  double ofCurvature() {
    float[] v = subject.normals(subject.rows() * spec.dimension(), 5);
    double[] found = new double[subject.rows()];
    kernel.forward(input, subject.rows(), new float[subject.rows()]);
    kernel.curvature(v, subject.rows(), found);
    double[] chosen = Arrays.stream(checked).mapToDouble(row -> found[row]).toArray();
    return error(chosen, exact.curvature(NetworkCase.part(v, spec.dimension(), checked)));
  }

  /** Scores as samplers take them. */
  double ofScore(Precision precision) {
    double sigma = 0.3 + subject.seed() % 5;
    int dimension = spec.dimension();
    float[] rows = subject.normals(subject.rows() * dimension, 6);
    float[] found = new float[rows.length];
    Precondition form = Precondition.of(spec, sigma);
    try (ScorePass pass =
        kernel
            .scorePass(precision)
            .orElseGet(() -> new FieldPass(spec, new Field(spec, kernel)::of))) {
      pass.score(rows, subject.rows(), form, found);
    }
    float[] prepared = new float[input.length];
    for (int i = 0; i < subject.rows(); i++) {
      form.prepare(rows, i, dimension, prepared);
    }
    int[] chosen = subject.checkedRows(prepared);
    double[] scores = subject.exact(prepared, chosen).field();
    double[] x = NetworkCase.part(rows, dimension, chosen);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = form.skip() * x[i] + form.out() * scores[i];
    }
    return error(found, dimension, chosen, scores);
  }

  /** The mean loss and its gradient by the parameters. */
  double ofLossAndGradient() {
    Minibatch batch = batch();
    double loss = kernel.lossAndGradient(batch);
    float[] gradient = FlatVectors.copy(model.gradient());
    double[] u = exact.field();
    double[] target = NetworkCase.part(batch.target, spec.dimension(), checked);
    double exactLoss = 0;
    for (int i = 0; i < u.length; i++) {
      double weight = batch.weight[checked[i / spec.dimension()]] / (double) subject.rows();
      double residual = u[i] - target[i];
      exactLoss += weight * residual * residual / 2;
      u[i] = weight * residual;
    }
    return Math.max(
        Math.abs(loss - exactLoss) / Math.max(exactLoss, LEAST_SCALE),
        error(gradient, exact.parameterGradient(u)));
  }

  /** Rows that are not checked have no weight; those that are, 1/2 to 3/2 in the mean over them. */
  private Minibatch batch() {
    Minibatch batch = new Minibatch(subject.rows(), spec);
    System.arraycopy(input, 0, batch.input, 0, input.length);
    float[] target = subject.normals(batch.target.length, 7);
    System.arraycopy(target, 0, batch.target, 0, target.length);
    for (int i = 0; i < checked.length; i++) {
      float spread = (float) (i + 0.5) / checked.length;
      batch.weight[checked[i]] = (0.5f + spread) * subject.rows() / checked.length;
    }
    return batch;
  }

  /**
   * A step of Adam from normal moments along a normal gradient: its norm, parameters and moments
   * (Kingma and Ba 2015, end of §2). Every other case cuts the gradient.
   */
  double ofAdamStep() {
    int n = spec.parameters();
    float[] gradient = subject.normals(n, 8);
    float[] parameters = model.parameters();
    float[] state = model.updaterState();
    int iteration = (int) (subject.seed() % 7);
    double norm = KernelCases.norm(gradient);
    double clip = subject.seed() % 2 == 0 ? 0.6 * norm : 2 * norm;
    kernel.lossAndGradient(batch()); // else DL4J has no gradient to step by
    FlatVectors.write(gradient, model.gradient());
    double foundNorm = kernel.adamStep(LEARNING_RATE, clip, iteration);
    double factor = Math.min(1, clip / norm);
    double decayed = 1 - Math.pow(0.9, iteration + 1);
    double rate = LEARNING_RATE * Math.sqrt(1 - Math.pow(0.999, iteration + 1)) / decayed;
    double[] moments = new double[2 * n];
    double[] moved = new double[n];
    for (int i = 0; i < n; i++) {
      double g = factor * gradient[i];
      moments[i] = 0.9 * state[i] + 0.1 * g;
      moments[n + i] = 0.999 * state[n + i] + 0.001 * g * g;
      moved[i] = parameters[i] - rate * moments[i] / (Math.sqrt(moments[n + i]) + 1e-8);
    }
    double ofVectors =
        Math.max(error(model.parameters(), moved), error(model.updaterState(), moments));
    return Math.max(Math.abs(foundNorm / norm - 1), ofVectors);
  }

  /** Over the checked rows of {@code found}, [rows, columns]. */
  private static double error(float[] found, int columns, int[] chosen, double[] expected) {
    return error(NetworkCase.part(found, columns, chosen), expected);
  }

  private static double error(float[] found, double[] expected) {
    return error(IntStream.range(0, found.length).mapToDouble(i -> found[i]).toArray(), expected);
  }

  private static double error(double[] found, double[] expected) {
    double greatest = 0;
    double squares = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(found[i] - expected[i])); // NaN stays
      squares += expected[i] * expected[i];
    }
    return greatest / Math.max(LEAST_SCALE, Math.sqrt(squares / Math.max(1, expected.length)));
  }

  @Override
  public void close() {
    kernel.close();
  }
}
