package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ncsn.config.ConfigException;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.EnergyFunction;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreNetworkTest {
  private static final int COLLECTIONS = 20;

  /**
   * ND4J frees native memory when the garbage collector finds its owner unreachable, whoever still
   * computes on it.
   */
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"LIBTORCH", "DL4J"})
  void keepsItsParametersThroughGarbageCollections(KernelChoice kernel) {
    NetworkSpec spec = new NetworkSpec(2, List.of(8), Form.EDM);
    float[] parameters = filled(spec, 0.25f);
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, kernel)) {
      float[] rows = {1, 2, 3, 4};
      float[] before = network.score(rows, 2, 1.5);
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
        ScoreModel.of(spec).loadParameters(filled(spec, Float.NaN));
      }
      assertThat(network.score(rows, 2, 1.5)).containsExactly(before);
    }
  }

  /**
   * By libtorch in matrices of many gradients, by DL4J and other architectures column by column.
   */
  @ParameterizedTest
  @MethodSource("traced")
  void theTraceIsTheSumOfTheFormsOfAllAxes(KernelChoice kernel, NetworkSpec spec, int count) {
    float[] parameters = SmallCase.parameters(spec, 3);
    int d = spec.dimension();
    float[] rows = SmallCase.normals(count * d, 4);
    double[] sigmas = new double[count];
    Arrays.setAll(sigmas, i -> 0.1 + 0.05 * i);
    float[][] axes = new float[d][count * d];
    for (int i = 0; i < count * d; i++) {
      axes[i % d][i] = 1;
    }
    float[] scores = new float[count * d];
    double[][] forms = new double[d][count];
    float[] scoresToo = new float[count * d];
    double[] traces = new double[count];
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, kernel)) {
      network.score(rows, count, sigmas, axes, scores, forms);
      network.scoreAndTrace(rows, count, sigmas, scoresToo, traces);
    }
    assertThat(scoresToo).containsExactly(scores);
    double[] sums = new double[count];
    double greatest = 0;
    for (int i = 0; i < count; i++) {
      for (double[] form : forms) {
        sums[i] += form[i];
        greatest = Math.max(greatest, Math.abs(form[i]));
      }
    }
    assertThat(traces).containsExactly(sums, within(1e-5 * d * greatest));
  }

  static Stream<Arguments> traced() {
    NetworkSpec wide = new NetworkSpec(17, List.of(24, 31, 8), Form.EDM);
    return Stream.of(
        arguments(KernelChoice.LIBTORCH, wide, 101),
        arguments(KernelChoice.LIBTORCH, wide, 1),
        arguments(KernelChoice.LIBTORCH, new NetworkSpec(1, List.of(9), Form.NCSN), 1500),
        arguments(KernelChoice.LIBTORCH, new NetworkSpec(33, List.of(9), Form.EDM), 7),
        arguments(
            KernelChoice.LIBTORCH, KernelCases.spec(Kind.SCORE, Blocks.MLP, Activation.RELU), 13),
        arguments(KernelChoice.DL4J, new NetworkSpec(3, List.of(24, 7), Form.EDM), 11));
  }

  static Stream<NetworkSpec> plainNetworks() {
    return Stream.of(
        new NetworkSpec(3, List.of(24, 17, 30), Form.EDM),
        new NetworkSpec(3, List.of(24), Form.NCSN),
        KernelCases.spec(Kind.SCORE, Blocks.MLP, Activation.RELU), // Fourier features
        spec(Form.UNCONDITIONAL, Kind.SCORE, Blocks.MLP, Activation.TANH));
  }

  /** By the way that sampling takes, and by DL4J's own layers; one block smaller than the last. */
  @ParameterizedTest
  @MethodSource("plainNetworks")
  void theScorePassAgreesWithDl4j(NetworkSpec spec) {
    float[] parameters = KernelCases.randomModel(spec).parameters();
    float[] rows = new float[40 * spec.dimension()];
    Streams.fillNormal(Streams.of(3, Purpose.SAMPLING), rows, rows.length);
    try (ScoreNetwork torch = new ScoreNetwork(spec, parameters, KernelChoice.LIBTORCH);
        ScoreNetwork half =
            new ScoreNetwork(
                spec, parameters, KernelPlan.here(KernelChoice.LIBTORCH), Precision.BFLOAT16);
        ScoreNetwork dl4j = new ScoreNetwork(spec, parameters, KernelChoice.DL4J)) {
      for (int count : new int[] {40, 40, 7}) {
        for (double sigma : new double[] {0.3, 4}) {
          float[] block = Arrays.copyOf(rows, count * spec.dimension());
          float[] expected = dl4j.score(block, count, sigma);
          assertThat(torch.score(block, count, sigma)).containsExactly(expected, within(2e-5f));
          float[] rounded = half.score(block, count, sigma);
          assertThat(rounded).isNotEqualTo(expected);
          assertThat(KernelCases.distance(rounded, expected))
              .isLessThan(0.02 * KernelCases.norm(expected));
        }
      }
    }
  }

  /** Whose products take another way. */
  @ParameterizedTest
  @CsvSource({"FLOAT32, 1e-5", "BFLOAT16, 0.02"})
  void theScorePassOfWideLayersAgreesWithDl4j(Precision precision, double tolerance) {
    NetworkSpec spec = new NetworkSpec(256, List.of(264, 32, 256), Form.EDM);
    float[] parameters = KernelCases.randomModel(spec).parameters();
    float[] rows = new float[40 * spec.dimension()];
    Streams.fillNormal(Streams.of(3, Purpose.SAMPLING), rows, rows.length);
    try (ScoreNetwork torch =
            new ScoreNetwork(spec, parameters, KernelPlan.here(KernelChoice.LIBTORCH), precision);
        ScoreNetwork dl4j = new ScoreNetwork(spec, parameters, KernelChoice.DL4J)) {
      float[] expected = dl4j.score(rows, 40, 0.3);
      assertThat(KernelCases.distance(torch.score(rows, 40, 0.3), expected))
          .isLessThan(tolerance * KernelCases.norm(expected));
    }
  }

  static Stream<Arguments> kernelsAndNetworksOfWhichTheyCanGiveTheDerivative() {
    List<Arguments> cases = new ArrayList<>();
    for (Blocks blocks : Blocks.values()) {
      for (Form form : Form.values()) {
        NetworkSpec score = spec(form, Kind.SCORE, blocks, Activation.SILU);
        cases.add(arguments(KernelChoice.LIBTORCH, score));
        cases.add(arguments(KernelChoice.DL4J, score));
        for (Activation smooth : List.of(Activation.SILU, Activation.SOFTPLUS, Activation.TANH)) {
          cases.add(arguments(KernelChoice.LIBTORCH, spec(form, Kind.ENERGY, blocks, smooth)));
        }
      }
    }
    return cases.stream();
  }

  private static NetworkSpec spec(Form form, Kind kind, Blocks blocks, Activation activation) {
    Embedding embedding = form == Form.UNCONDITIONAL ? Embedding.NONE : Embedding.LOG;
    return new NetworkSpec(
        3, blocks.of(List.of(16, 8)), form, kind, activation, embedding, List.of());
  }

  @ParameterizedTest
  @MethodSource("kernelsAndNetworksOfWhichTheyCanGiveTheDerivative")
  void formsAreTheDerivativeOfTheScoreAlongTheDirections(KernelChoice kernel, NetworkSpec spec) {
    float[] rows = {0.3f, -1.2f, 0.7f, 1.1f, 0.4f, -0.6f};
    double[] sigmas = {0.8, 2.5};
    float[][] directions = {{1, 0, 0, 0, 1, 0}, {0.5f, -1, 2, 1, 1, -1}};
    try (ScoreNetwork network =
        new ScoreNetwork(spec, KernelCases.randomModel(spec).parameters(), kernel)) {
      float[] scores = new float[6];
      double[][] forms = new double[2][2];
      network.score(rows, 2, sigmas, directions, scores, forms);
      for (int row = 0; row < 2; row++) {
        float[] x = Arrays.copyOfRange(rows, 3 * row, 3 * row + 3);
        assertThat(Arrays.copyOfRange(scores, 3 * row, 3 * row + 3))
            .containsExactly(network.score(x, 1, sigmas[row]), within(1e-5f));
        for (int probe = 0; probe < 2; probe++) {
          float[] v = Arrays.copyOfRange(directions[probe], 3 * row, 3 * row + 3);
          assertThat(forms[probe][row]).isCloseTo(slope(network, x, v, sigmas[row]), within(2e-3));
        }
      }
    }
  }

  /** −(E(x + he) − E(x − he))/2h along each axis e. */
  @ParameterizedTest
  @MethodSource("kernelsAndEnergyNetworks")
  void theScoreIsTheNegativeGradientOfTheEnergy(KernelChoice kernel, NetworkSpec spec) {
    float[] parameters = KernelCases.randomModel(spec).parameters();
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, kernel)) {
      EnergyFunction energy = network.energy().orElseThrow();
      float[] x = {0.3f, -1.2f, 0.7f};
      float[] score = network.score(x, 1, 0.8);
      for (int j = 0; j < 3; j++) {
        float h = 1e-2f;
        float[] pair = {x[0], x[1], x[2], x[0], x[1], x[2]};
        pair[j] += h;
        pair[3 + j] -= h;
        double[] energies = new double[2];
        energy.energy(pair, 2, 0.8, energies);
        assertThat((double) score[j])
            .isCloseTo(-(energies[0] - energies[1]) / (2 * h), within(2e-3));
      }
    }
  }

  static Stream<Arguments> kernelsAndEnergyNetworks() {
    return Stream.of(KernelChoice.LIBTORCH, KernelChoice.DL4J)
        .flatMap(
            kernel ->
                Stream.of(Form.values())
                    .flatMap(
                        form ->
                            Stream.of(Blocks.values())
                                .map(
                                    blocks ->
                                        arguments(
                                            kernel,
                                            spec(form, Kind.ENERGY, blocks, Activation.SILU)))));
  }

  /** Without training an energy is that of N(0, (1 + σ²)I), its normaliser included. */
  @Test
  void aFreshEnergyIsTheNegativeLogDensityOfNormalData() {
    NetworkSpec spec = spec(Form.EDM, Kind.ENERGY, Blocks.MLP, Activation.SILU);
    float[] x = {1, -2, 0.5f};
    double[] energies = new double[1];
    try (ScoreNetwork network =
        new ScoreNetwork(spec, spec.initialParameters(1), KernelChoice.AUTO)) {
      network.energy().orElseThrow().energy(x, 1, 2, energies);
    }
    double[][] covariance = {{5, 0, 0}, {0, 5, 0}, {0, 0, 5}};
    double expected =
        -GaussianMixture.gaussian(new double[3], covariance)
            .logDensity(new double[] {1, -2, 0.5}, 0);
    assertThat(energies[0]).isCloseTo(expected, within(1e-6));
  }

  @Test
  void scoreNetworksHaveNoEnergy() {
    NetworkSpec spec = spec(Form.EDM, Kind.SCORE, Blocks.MLP, Activation.SILU);
    try (ScoreNetwork network = new ScoreNetwork(spec, filled(spec, 0), KernelChoice.LIBTORCH)) {
      assertThat(network.energy()).isEmpty();
    }
  }

  @Test
  void dl4jSaysThatItCannotDifferentiateTwice() {
    NetworkSpec spec = spec(Form.EDM, Kind.ENERGY, Blocks.MLP, Activation.SILU);
    try (ScoreNetwork network = new ScoreNetwork(spec, filled(spec, 0), KernelChoice.DL4J)) {
      float[] x = new float[3];
      assertThatThrownBy(
              () ->
                  network.score(
                      x, 1, new double[] {1}, new float[][] {x}, x.clone(), new double[1][1]))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "Cannot differentiate an energy network's score with network.kernel dl4j, which has no second derivatives; set it to libtorch");
    }
  }

  /** v·(s(x + hv) − s(x − hv))/2h. */
  private static double slope(ScoreNetwork network, float[] x, float[] v, double sigma) {
    float h = 1e-2f;
    float[] up = x.clone();
    float[] down = x.clone();
    for (int j = 0; j < x.length; j++) {
      up[j] += h * v[j];
      down[j] -= h * v[j];
    }
    float[] above = network.score(up, 1, sigma);
    float[] below = network.score(down, 1, sigma);
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += v[j] * (above[j] - below[j]) / (2 * h);
    }
    return sum;
  }

  private static float[] filled(NetworkSpec spec, float value) {
    float[] values = new float[spec.parameters()];
    Arrays.fill(values, value);
    return values;
  }
}
