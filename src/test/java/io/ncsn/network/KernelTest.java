package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** The two kernels against each other, against finite differences and against the definition. */
class KernelTest {
  private static final long SEED = 11;
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 20, 0.05, 9);

  static Stream<NetworkSpec> scoreNetworks() {
    Stream<NetworkSpec> plain =
        Stream.of(
            new NetworkSpec(3, List.of(24, 17), Form.EDM),
            new NetworkSpec(3, List.of(24, 17), Form.NCSN),
            new NetworkSpec(16, List.of(24, 17), Form.EDM));
    Stream<NetworkSpec> others =
        Stream.of(Activation.values())
            .flatMap(
                activation ->
                    Stream.of(Blocks.values()).map(blocks -> spec(Kind.SCORE, blocks, activation)));
    return Stream.concat(plain, others);
  }

  /** Two columns, the noise level by Fourier features. */
  static NetworkSpec spec(Kind kind, Blocks blocks, Activation activation) {
    return new NetworkSpec(
        2,
        blocks.of(List.of(12, 9, 7)),
        Form.EDM,
        kind,
        activation,
        Embedding.FOURIER,
        List.of(0.3, -1.7));
  }

  @ParameterizedTest
  @MethodSource("scoreNetworks")
  void kernelsAgreeOnLossAndGradientToFloatPrecision(NetworkSpec spec) {
    Minibatch batch = minibatch(spec, 32, 0);
    ScoreModel torchModel = randomModel(spec);
    ScoreModel dl4jModel = randomModel(spec);
    try (Kernel torch = Kernels.open(KernelChoice.LIBTORCH, torchModel);
        Kernel dl4j = Kernels.open(KernelChoice.DL4J, dl4jModel)) {
      double loss = dl4j.lossAndGradient(batch);
      assertThat(torch.lossAndGradient(batch)).isCloseTo(loss, within(1e-5 * loss));
      float[] expected = FlatVectors.copy(dl4jModel.gradient());
      float[] found = FlatVectors.copy(torchModel.gradient());
      assertThat(distance(found, expected)).isLessThan(1e-5 * norm(expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, MLP", "1e9, MLP", "1e9, RESIDUAL"})
  void kernelsAgreeAfterManyAdamSteps(double clip, Blocks blocks) {
    NetworkSpec spec = spec(Kind.SCORE, blocks, Activation.SILU);
    ScoreModel torchModel = randomModel(spec);
    ScoreModel dl4jModel = randomModel(spec);
    float[] start = torchModel.parameters();
    try (Kernel torch = Kernels.open(KernelChoice.LIBTORCH, torchModel);
        Kernel dl4j = Kernels.open(KernelChoice.DL4J, dl4jModel)) {
      for (int step = 0; step < 20; step++) {
        Minibatch batch = minibatch(spec, 16, step);
        for (Kernel kernel : List.of(torch, dl4j)) {
          kernel.lossAndGradient(batch);
          kernel.adamStep(1e-3 * (1 + step % 3), clip, step);
        }
      }
    }
    float[] moved = dl4jModel.parameters();
    assertThat(distance(torchModel.parameters(), moved)).isLessThan(2e-3 * distance(start, moved));
    assertThat(distance(torchModel.updaterState(), dl4jModel.updaterState()))
        .isLessThan(1e-4 * norm(dl4jModel.updaterState()));
  }

  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"LIBTORCH", "DL4J"})
  void gradientMatchesFiniteDifferences(KernelChoice choice) {
    NetworkSpec spec = new NetworkSpec(2, List.of(8, 8), Form.EDM);
    Minibatch batch = minibatch(spec, 8, 0);
    ScoreModel model = randomModel(spec);
    float[] parameters = model.parameters();
    try (Kernel kernel = Kernels.open(choice, model)) {
      kernel.lossAndGradient(batch);
      float[] gradient = FlatVectors.copy(model.gradient());
      for (int i = 0; i < parameters.length; i += 7) {
        float kept = parameters[i];
        float step = 2e-2f;
        parameters[i] = kept + step;
        model.loadParameters(parameters);
        double above = kernel.lossAndGradient(batch);
        parameters[i] = kept - step;
        model.loadParameters(parameters);
        double below = kernel.lossAndGradient(batch);
        parameters[i] = kept;
        assertThat((double) gradient[i])
            .as("∂loss/∂θ[%d], seed %d", i, SEED)
            .isCloseTo((above - below) / (2 * step), within(3e-3));
      }
    }
  }

  /** Outputs and their gradients by the input: all that sampling needs, energies included. */
  @ParameterizedTest
  @MethodSource("networks")
  void kernelsAgreeOnOutputsAndTheirGradients(NetworkSpec spec) {
    float[] input = minibatch(spec, 16, 0).input;
    float[] v = new float[16 * spec.outputs()];
    Streams.fillNormal(Streams.of(SEED, Purpose.EVALUATION), v, v.length);
    float[][] outputs = new float[2][v.length];
    float[][] gradients = new float[2][input.length];
    KernelChoice[] choices = {KernelChoice.LIBTORCH, KernelChoice.DL4J};
    for (int i = 0; i < 2; i++) {
      try (Kernel kernel = Kernels.open(choices[i], randomModel(spec))) {
        kernel.forward(input, 16, outputs[i]);
        kernel.backward(v, 16, gradients[i]);
      }
    }
    assertThat(distance(outputs[0], outputs[1])).isLessThan(1e-5 * norm(outputs[1]));
    assertThat(distance(gradients[0], gradients[1])).isLessThan(1e-5 * norm(gradients[1]));
  }

  static Stream<NetworkSpec> networks() {
    Stream<NetworkSpec> energies =
        Stream.of(Activation.values())
            .filter(activation -> activation.continuousDerivatives() > 0)
            .flatMap(
                activation ->
                    Stream.of(Blocks.values())
                        .map(blocks -> spec(Kind.ENERGY, blocks, activation)));
    return Stream.concat(scoreNetworks(), energies);
  }

  /** A hidden unit at −88 gives −88·e⁻⁸⁸ = −5e-37, whose product with a small loss is denormal. */
  @Test
  void whatSaturatedUnitsGiveIsZeroAndJavaKeepsSmallNumbers() {
    NetworkSpec spec = new NetworkSpec(2, List.of(8), Form.EDM);
    ScoreModel model = randomModel(spec);
    float[] parameters = new float[spec.parameters()];
    Arrays.fill(parameters, 8 * spec.inputs(), 8 * spec.inputs() + 8, -88f);
    model.loadParameters(parameters);
    Minibatch batch = minibatch(spec, 16, 0);
    Arrays.fill(batch.weight, 1e-5f);
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, model)) {
      assertThat(kernel.lossAndGradient(batch)).isPositive();
    }
    for (float g : FlatVectors.copy(model.gradient())) {
      assertThat(g == 0 || Math.abs(g) >= Float.MIN_NORMAL).as("gradient %s", g).isTrue();
    }
    assertThat(batch.weight[0] * 1e-35f).isPositive();
  }

  /**
   * Kingma and Ba 2015, end of §2, for gradients from what is lost in ε to what is far above it.
   */
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"LIBTORCH", "DL4J"})
  void adamStepsFollowTheFormula(KernelChoice choice) {
    NetworkSpec spec = new NetworkSpec(2, List.of(8), Form.EDM);
    ScoreModel model = randomModel(spec);
    float[] before = model.parameters();
    float[] gradient = new float[before.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) (Math.pow(10, -10 + i % 11) * (i % 2 == 0 ? 1 : -1));
    }
    int steps = 3;
    try (Kernel kernel = Kernels.open(choice, model)) {
      for (int step = 0; step < steps; step++) {
        kernel.lossAndGradient(minibatch(spec, 8, 0)); // else DL4J has no gradient to step by
        model.gradient().assign(Nd4j.createFromArray(gradient));
        kernel.adamStep(1e-2, Double.POSITIVE_INFINITY, step);
      }
    }
    float[] after = model.parameters();
    for (int i = 0; i < after.length; i++) {
      double m = 0;
      double v = 0;
      double moved = 0;
      for (int t = 1; t <= steps; t++) {
        m = 0.9 * m + 0.1 * gradient[i];
        v = 0.999 * v + 0.001 * gradient[i] * gradient[i];
        double rate = 1e-2 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
        moved -= rate * m / (Math.sqrt(v) + 1e-8);
      }
      assertThat((double) after[i] - before[i])
          .as("gradient %s", gradient[i])
          .isCloseTo(moved, within(1e-6));
    }
  }

  /** ½λ‖s(x̃, σ) + z/σ‖² by way of the score itself, the route no kernel takes. */
  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"NCSN", "EDM"})
  void lossIsTheDenoisingLossOfTheScore(Form form) {
    NetworkSpec spec = new NetworkSpec(3, List.of(16), form);
    float[] parameters = randomParameters(spec);
    DenoisingLoss objective = new DenoisingLoss(spec, SCHEDULE, sigma -> sigma * sigma);
    float[] x = {0.3f, -1.2f, 0.7f};
    float[] z = {0.5f, 1.5f, -0.25f};
    for (int level = 0; level < SCHEDULE.size(); level++) {
      double sigma = SCHEDULE.sigma(level);
      Minibatch batch = new Minibatch(1, spec);
      objective.prepare(batch, 0, x, level, z);
      float[] noised = new float[3];
      for (int j = 0; j < 3; j++) {
        noised[j] = x[j] + (float) sigma * z[j];
      }
      try (ScoreNetwork network = new ScoreNetwork(spec, parameters, KernelChoice.LIBTORCH);
          Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, randomModel(spec))) {
        float[] score = network.score(noised, 1, sigma);
        double expected = 0;
        for (int j = 0; j < 3; j++) {
          expected += sigma * sigma * Math.pow(score[j] + z[j] / sigma, 2) / 2;
        }
        assertThat(kernel.lossAndGradient(batch))
            .as("at σ = %s", sigma)
            .isCloseTo(expected, within(2e-4 * (1 + expected)));
        float[] output = new float[3];
        kernel.forward(batch.input, 1, output);
        assertThat(DenoisingLoss.rowLoss(batch, 0, output))
            .isCloseTo(expected, within(2e-4 * (1 + expected)));
      }
    }
  }

  /** An untrained EDM network is its skip part: the exact score of N(0, I) data, −x/(1 + σ²). */
  @Test
  void freshEdmNetworkScoresStandardNormalDataExactly() {
    NetworkSpec spec = new NetworkSpec(2, List.of(32, 32), Form.EDM);
    try (ScoreNetwork network =
        new ScoreNetwork(spec, spec.initialParameters(SEED), KernelChoice.AUTO)) {
      float[] score = network.score(new float[] {1, -2}, 1, 3);
      assertThat(score).containsExactly(new float[] {-0.1f, 0.2f}, within(1e-6f));
    }
  }

  /** The tensors are views of DL4J's memory; a collected model would leave them dangling. */
  @Test
  void aKernelKeepsItsModelsMemoryAlive() {
    NetworkSpec spec = new NetworkSpec(2, List.of(8), Form.EDM);
    ScoreModel model = randomModel(spec);
    WeakReference<ScoreModel> reference = new WeakReference<>(model);
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, model)) {
      model = null;
      System.gc();
      assertThat(reference.get()).isNotNull();
      kernel.forward(new float[3], 1, new float[2]);
    }
  }

  static ScoreModel randomModel(NetworkSpec spec) {
    ScoreModel model = ScoreModel.of(spec);
    model.load(randomParameters(spec), new float[2 * spec.parameters()]);
    return model;
  }

  private static float[] randomParameters(NetworkSpec spec) {
    float[] parameters = new float[spec.parameters()];
    Streams.fillNormal(Streams.of(SEED, Purpose.INITIALISATION, 99), parameters, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 0.3f;
    }
    return parameters;
  }

  static Minibatch minibatch(NetworkSpec spec, int rows, int key) {
    DenoisingLoss objective = new DenoisingLoss(spec, SCHEDULE, sigma -> sigma * sigma);
    Minibatch batch = new Minibatch(rows, spec);
    float[] values = new float[rows * spec.dimension()];
    float[] noise = new float[values.length];
    var random = Streams.of(SEED, Purpose.TRAINING_NOISE, key);
    Streams.fillNormal(random, values, values.length);
    Streams.fillNormal(random, noise, noise.length);
    for (int i = 0; i < rows; i++) {
      objective.prepare(batch, i, values, i % SCHEDULE.size(), noise);
    }
    return batch;
  }

  static double norm(float[] a) {
    return distance(a, new float[a.length]);
  }

  static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }
}
