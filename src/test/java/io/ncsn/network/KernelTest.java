package io.ncsn.network;

import static io.ncsn.network.KernelCases.SCHEDULE;
import static io.ncsn.network.KernelCases.SEED;
import static io.ncsn.network.KernelCases.minibatch;
import static io.ncsn.network.KernelCases.randomModel;
import static io.ncsn.network.KernelCases.randomParameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/** Each kernel against finite differences and against the definition. */
class KernelTest {
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
}
