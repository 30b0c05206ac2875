package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses and gradients of networks with random parameters: against finite differences, and against
 * the equations by way of {@link ScoreNetwork}, which does not use the losses' autograd.
 */
class ObjectiveGradientTest {
  private static final int DIMENSION = 3;
  private static final int ROWS = 16;
  private static final float STEP = 4e-3f;

  static Stream<Case> everyObjectiveOnEveryNetworkItCanTrain() {
    List<Case> cases = new ArrayList<>();
    for (ObjectiveKind objective : ObjectiveKind.values()) {
      for (Kind kind : Kind.values()) {
        for (Activation activation : Activation.values()) {
          int needed = (kind == Kind.ENERGY ? 1 : 0) + (objective.differentiatesScore() ? 1 : 0);
          boolean trains = kind == Kind.ENERGY || !objective.needsEnergy();
          if (trains && activation.continuousDerivatives() >= needed) {
            cases.add(new Case(objective, kind, activation, Blocks.MLP));
          }
        }
        if (kind == Kind.ENERGY || !objective.needsEnergy()) {
          cases.add(new Case(objective, kind, Activation.SILU, Blocks.RESIDUAL));
        }
      }
    }
    return cases.stream();
  }

  /** An objective and a network for it. */
  record Case(ObjectiveKind objective, Kind kind, Activation activation, Blocks blocks) {
    NetworkSpec spec() {
      boolean many = objective.isMultiScale();
      return new NetworkSpec(
          DIMENSION,
          blocks.of(List.of(9, 7)),
          many ? Form.EDM : Form.UNCONDITIONAL,
          kind,
          activation,
          many ? Embedding.FOURIER : Embedding.NONE,
          many ? List.of(0.4, -1.1) : List.of());
    }
  }

  /** Along the gradient and along two random directions, (L(θ + hδ) − L(θ − hδ))/2h. */
  @ParameterizedTest
  @MethodSource("everyObjectiveOnEveryNetworkItCanTrain")
  void gradientMatchesFiniteDifferences(Case subject) {
    assertThat(gradientError(subject)).as("seed %d", Losses.SEED).isLessThan(0.01);
  }

  /** The greatest error of the slope along three directions, relative to the gradient's norm. */
  static double gradientError(Case subject) {
    return subject.objective() == ObjectiveKind.CONTRASTIVE_DIVERGENCE
        ? errorWithChainsHeld(subject)
        : errorOfLoss(subject);
  }

  private static double errorOfLoss(Case subject) {
    NetworkSpec spec = subject.spec();
    MinibatchLoss objective = Losses.objective(subject.objective(), spec);
    ScoreModel model = KernelCases.randomModel(spec);
    float[] start = model.parameters();
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1);
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, model)) {
      objective.lossAndGradient(kernel, rows, ROWS, Losses.draws());
      float[] gradient = FlatVectors.copy(model.gradient());
      double worst = 0;
      for (float[] direction : directions(gradient)) {
        model.loadParameters(moved(start, direction, STEP));
        double above = objective.lossAndGradient(kernel, rows, ROWS, Losses.draws());
        model.loadParameters(moved(start, direction, -STEP));
        double below = objective.lossAndGradient(kernel, rows, ROWS, Losses.draws());
        double slope = (above - below) / (2 * STEP);
        double error = Math.abs(slope - dot(gradient, direction));
        worst = Math.max(worst, error / KernelCases.norm(gradient));
      }
      return worst;
    }
  }

  /**
   * Contrastive divergence does not differentiate its x⁻, though it moves with the parameters: with
   * x⁻ held where it is, the mean of E(x⁺) − E(x⁻) by {@link ScoreNetwork#energy}.
   */
  private static double errorWithChainsHeld(Case subject) {
    NetworkSpec spec = subject.spec();
    ScoreModel model = KernelCases.randomModel(spec);
    float[] start = model.parameters();
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1);
    float[] reached = chain(spec, start, rows);
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, model)) {
      Losses.objective(subject.objective(), spec)
          .lossAndGradient(kernel, rows, ROWS, Losses.draws());
    }
    float[] gradient = FlatVectors.copy(model.gradient());
    double worst = 0;
    for (float[] direction : directions(gradient)) {
      double above = energyDifference(spec, moved(start, direction, STEP), rows, reached);
      double below = energyDifference(spec, moved(start, direction, -STEP), rows, reached);
      double error = Math.abs((above - below) / (2 * STEP) - dot(gradient, direction));
      worst = Math.max(worst, error / KernelCases.norm(gradient));
    }
    return worst;
  }

  private static float[] chain(NetworkSpec spec, float[] parameters, float[] rows) {
    UniformRandomProvider random = Losses.draws();
    float[] x = rows.clone();
    float[] z = new float[x.length];
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, KernelChoice.LIBTORCH)) {
      for (int step = 0; step < Losses.LANGEVIN_STEPS; step++) {
        float[] s = network.score(x, ROWS, 1);
        Streams.fillNormal(random, z, z.length);
        for (int i = 0; i < x.length; i++) {
          x[i] +=
              (float)
                  (Losses.LANGEVIN_STEP_SIZE * s[i]
                      + Math.sqrt(2 * Losses.LANGEVIN_STEP_SIZE) * z[i]);
        }
      }
    }
    return x;
  }

  private static double energyDifference(
      NetworkSpec spec, float[] parameters, float[] from, float[] to) {
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, KernelChoice.LIBTORCH)) {
      double[] start = new double[ROWS];
      double[] end = new double[ROWS];
      network.energy().orElseThrow().energy(from, ROWS, 1, start);
      network.energy().orElseThrow().energy(to, ROWS, 1, end);
      double sum = 0;
      for (int i = 0; i < ROWS; i++) {
        sum += start[i] - end[i];
      }
      return sum / ROWS;
    }
  }

  /** ½‖s‖² and the derivative along v, by the score network. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void scoreMatchingLossesAreTheirEquations(Kind kind) {
    NetworkSpec spec = Losses.spec(ObjectiveKind.EXPLICIT, kind, DIMENSION, 9, 7);
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1);
    float[] parameters = KernelCases.randomModel(spec).parameters();
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, KernelChoice.LIBTORCH)) {
      double[] sigmas = new double[ROWS];
      Arrays.fill(sigmas, 1);
      float[] s = new float[rows.length];
      float[][] axes = new float[DIMENSION][rows.length];
      for (int i = 0; i < rows.length; i++) {
        axes[i % DIMENSION][i] = 1;
      }
      double[][] forms = new double[DIMENSION][ROWS];
      network.score(rows, ROWS, sigmas, axes, s, forms);
      double trace = 0;
      for (double[] form : forms) {
        trace += Arrays.stream(form).sum() / ROWS;
      }
      assertThat(randomLoss(spec, new Explicit(0), rows))
          .isCloseTo(dot(s, s) / 2 / ROWS + trace, within(1e-4));
      float[][] v = {signs(rows.length)};
      network.score(rows, ROWS, sigmas, v, s, new double[][] {forms[0]});
      double along = Arrays.stream(forms[0]).sum() / ROWS;
      assertThat(randomLoss(spec, new SlicedVr(0, 1, Directions.RADEMACHER), rows))
          .isCloseTo(dot(s, s) / 2 / ROWS + along, within(1e-4));
      double squares = 0;
      for (int i = 0; i < ROWS; i++) {
        double vs = 0;
        for (int j = i * DIMENSION; j < (i + 1) * DIMENSION; j++) {
          vs += v[0][j] * s[j];
        }
        squares += vs * vs / ROWS;
      }
      assertThat(randomLoss(spec, new Sliced(0, 1, Directions.RADEMACHER), rows))
          .isCloseTo(squares / 2 + along, within(1e-4));
    }
  }

  private static double randomLoss(NetworkSpec spec, Loss loss, float[] rows) {
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, KernelCases.randomModel(spec))) {
      return kernel.loss(loss, rows, ROWS, Losses.draws());
    }
  }

  /** What the sliced losses draw. */
  private static float[] signs(int length) {
    UniformRandomProvider random = Losses.draws();
    float[] v = new float[length];
    for (int i = 0; i < length; i++) {
      v[i] = random.nextBoolean() ? 1 : -1;
    }
    return v;
  }

  /** Returns directions of norm 1: that of the gradient and two random ones. */
  private static List<float[]> directions(float[] gradient) {
    List<float[]> directions = new ArrayList<>(List.of(gradient.clone()));
    for (int key = 0; key < 2; key++) {
      float[] random = new float[gradient.length];
      Streams.fillNormal(Streams.of(Losses.SEED, Purpose.EVALUATION, key), random, random.length);
      directions.add(random);
    }
    for (float[] direction : directions) {
      float norm = (float) KernelCases.norm(direction);
      for (int i = 0; i < direction.length; i++) {
        direction[i] /= norm;
      }
    }
    return directions;
  }

  private static float[] moved(float[] start, float[] direction, float by) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += by * direction[i];
    }
    return moved;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
