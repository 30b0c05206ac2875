package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The U-Net against a network written down straight, against differences, and its settings. */
class UnetTest {
  private static final int TOLD = 5;

  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  @AfterEach
  void restorePaths() {
    FastPaths.replaceBy(new FastPaths());
  }

  /** Sizes that are prime or odd, so that images are padded; grey and colours; with attention. */
  static List<Unet> nets() {
    return List.of(
        new Unet(8, 8, 1, 1, List.of(16, 32), List.of(1, 2), true),
        new Unet(13, 7, 1, 2, List.of(32, 16), List.of(1, 1), false),
        new Unet(5, 11, 3, 2, List.of(16, 48), List.of(1, 3), true),
        new Unet(17, 3, 2, 3, List.of(48, 32), List.of(1, 2), false));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void computesWhatTheStraightNetworkDoes(Unet net) {
    int beyond = 3;
    int inputs = net.pixels() + TOLD;
    int outputs = net.pixels() + beyond;
    float[] parameters = lively(net, inputs, outputs);
    float[] input = normals(3 * inputs, 1);
    float[] found = output(net, parameters, input, inputs, outputs, true);
    float[] plain = output(net, parameters, input, inputs, outputs, false);
    for (int row = 0; row < 3; row++) {
      StraightUnet straight = new StraightUnet(net, parameters);
      double[] x = SmallCase.doubles(Arrays.copyOfRange(input, row * inputs, (row + 1) * inputs));
      double[] exact = straight.output(x, beyond);
      assertThat(straight.taken()).isEqualTo(parameters.length);
      float[] own = Arrays.copyOfRange(found, row * outputs, (row + 1) * outputs);
      float[] ofPlain = Arrays.copyOfRange(plain, row * outputs, (row + 1) * outputs);
      assertThat(SmallCase.error(own, exact)).isLessThan(1e-4);
      assertThat(SmallCase.error(ofPlain, exact)).isLessThan(1e-4);
      double[] reference =
          new UnetReference(net, inputs, outputs, SmallCase.doubles(parameters)).output(x);
      for (int i = 0; i < exact.length; i++) {
        assertThat(reference[i]).isCloseTo(exact[i], within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void anEnergyIsTheProductOfTheImagesThatComeAndGo(Unet net) {
    int inputs = net.pixels() + TOLD;
    float[] parameters = lively(net, inputs, 1);
    float[] input = normals(3 * inputs, 1);
    for (boolean libtorchs : new boolean[] {true, false}) {
      float[] found = output(net, parameters, input, inputs, 1, libtorchs);
      for (int row = 0; row < 3; row++) {
        double[] x = SmallCase.doubles(Arrays.copyOfRange(input, row * inputs, (row + 1) * inputs));
        double[] image = new StraightUnet(net, parameters).output(x, 0);
        double energy = 0;
        double length = 0;
        for (int i = 0; i < image.length; i++) {
          energy += x[i] * image[i];
          length += image[i] * image[i];
        }
        assertThat(found[row]).isCloseTo((float) energy, within((float) (1e-4 * length)));
      }
    }
  }

  /** The check compares both gradients with differences of the network in double precision. */
  @ParameterizedTest
  @MethodSource("nets")
  void hasTheGradientThatDifferencesGive(Unet net) {
    ConvolutionCheck check = new ConvolutionCheck(net, net.pixels() + TOLD, net.pixels() + 2);
    assertThat(check.error(FastPaths.current())).isLessThan(check.tolerance() / 5);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void hasTheDerivativesOfEnergiesThatDifferencesGive(Unet net) {
    ConvolutionCheck once = new ConvolutionCheck(net, net.pixels() + TOLD, 1);
    ConvolutionsTwiceCheck twice = new ConvolutionsTwiceCheck(net, net.pixels() + TOLD);
    assertThat(once.error(FastPaths.current())).isLessThan(once.tolerance() / 5);
    assertThat(twice.error(FastPaths.current())).isLessThan(twice.tolerance() / 5);
  }

  @Test
  void threeLevelsAndOneLevelPassTheirCheckToo() {
    for (Unet net :
        List.of(
            new Unet(9, 9, 1, 1, List.of(16, 32, 48), List.of(2, 1, 2), true),
            new Unet(7, 5, 1, 1, List.of(32), List.of(2), true))) {
      ConvolutionCheck check = new ConvolutionCheck(net, net.pixels() + TOLD, net.pixels());
      assertThat(check.error(FastPaths.current())).isLessThan(check.tolerance() / 5);
    }
  }

  @Test
  void doesNotUseConvolutionsThatAreWrongHere() {
    Unet net = nets().get(0);
    NetworkSpec spec = spec(net);
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    float[] rows = normals(4 * 64, 5);
    float[] parameters = lively(net, spec.inputs(), spec.outputs());
    float[] right = scores(spec, parameters, plan, rows);
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          Tensor convolved(Tensor images, Tensor weight, Tensor bias, int stride, int padding) {
            return Torch.times(1.01, super.convolved(images, weight, bias, stride, padding));
          }
        });
    assertThat(
            SelfChecks.verdict(new ConvolutionCheck(net, spec.inputs(), spec.outputs())).passed())
        .isFalse();
    float[] plain = scores(spec, parameters, plan, rows);
    assertThat(SmallCase.error(plain, SmallCase.doubles(right))).isLessThan(1e-4);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void givesTheScoreOfNormalRowsBeforeItIsTrained(Kind kind) {
    NetworkSpec spec = spec(nets().get(0), 64, kind);
    float[] rows = normals(3 * 64, 6);
    float[] scores =
        scores(spec, spec.initialParameters(7), KernelPlan.here(KernelChoice.LIBTORCH), rows);
    for (int i = 0; i < rows.length; i++) {
      assertThat(scores[i]).isCloseTo(-rows[i] / 2, within(1e-6f)); // σ = 1
    }
  }

  /** The score of an energy against differences of the energy. */
  @Test
  void theScoreOfAnEnergyIsItsSlope() {
    Unet net = nets().get(2);
    NetworkSpec spec = spec(net, net.pixels(), Kind.ENERGY);
    float[] parameters = lively(net, spec.inputs(), 1);
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    float[] row = normals(net.pixels(), 11);
    float[] along = normals(net.pixels(), 12);
    double step = 1e-2 / Math.sqrt(net.pixels());
    try (ScoreNetwork network = spec.trained(parameters, plan, Precision.FLOAT32)) {
      double[] energies = new double[2];
      float[] both = new float[2 * row.length];
      double slope = 0;
      float[] score = new float[row.length];
      network.score(row, 1, 0.7, score);
      for (int i = 0; i < row.length; i++) {
        both[i] = (float) (row[i] + step * along[i]);
        both[row.length + i] = (float) (row[i] - step * along[i]);
        slope -= score[i] * along[i];
      }
      network.energy().orElseThrow().energy(both, 2, 0.7, energies);
      double quotient = (energies[0] - energies[1]) / (2 * step);
      assertThat(quotient).isCloseTo(slope, within(1e-2 * Math.abs(slope) + 0.05));
    }
  }

  /** The last 7 of 71 rows are a part of their own. */
  @Test
  void theCurvatureOfAnEnergyIsItsScoresInEachPart() {
    Unet net = nets().get(2);
    int size = net.pixels();
    NetworkSpec spec = spec(net, size, Kind.ENERGY);
    float[] parameters = lively(net, spec.inputs(), 1);
    float[] rows = normals(71 * size, 13);
    float[] along = normals(71 * size, 14);
    double[] sigmas = new double[71];
    Arrays.fill(sigmas, 0.7);
    double[][] forms = new double[1][71];
    float step = 1e-3f;
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    try (ScoreNetwork network = spec.trained(parameters, plan, Precision.FLOAT32)) {
      network.score(rows, 71, sigmas, new float[][] {along}, new float[rows.length], forms);
      for (int row : new int[] {0, 63, 64, 70}) {
        float[] both = new float[2 * size];
        for (int i = 0; i < size; i++) {
          both[i] = rows[row * size + i] + step * along[row * size + i];
          both[size + i] = rows[row * size + i] - step * along[row * size + i];
        }
        float[] scores = new float[2 * size];
        network.score(both, 2, 0.7, scores);
        double form = 0;
        double length = 0;
        for (int i = 0; i < size; i++) {
          double v = along[row * size + i];
          form += v * (scores[i] - scores[size + i]) / (2 * step);
          length += v * v;
        }
        assertThat(forms[0][row]).isCloseTo(form, within(1e-2 * length));
      }
    }
  }

  /** A block is computed in parts; a row must not depend on those beside it. */
  @Test
  void scoresRowsAlikeInEachPart() {
    Unet net = nets().get(0);
    NetworkSpec spec = spec(net);
    float[] parameters = lively(net, spec.inputs(), spec.outputs());
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    float[] rows = normals(131 * 64, 8);
    float[] all = scores(spec, parameters, plan, rows);
    float[] some = scores(spec, parameters, plan, Arrays.copyOfRange(rows, 120 * 64, 131 * 64));
    float[] last = Arrays.copyOfRange(all, 120 * 64, 131 * 64);
    assertThat(SmallCase.error(last, SmallCase.doubles(some))).isLessThan(1e-5);
  }

  @Test
  void startsAlikeFromEqualSeeds() {
    NetworkSpec spec = spec(nets().get(2));
    assertThat(spec.initialParameters(3)).containsExactly(spec.initialParameters(3));
    assertThat(spec.initialParameters(3)).isNotEqualTo(spec.initialParameters(4));
  }

  /** 454,052 in the measurements, whose labels have rows of their own. */
  @Test
  void countsTheParametersOfTheMeasuredNetwork() {
    Unet net = new Unet(28, 28, 1, 2, List.of(32, 64), List.of(2, 3), true);
    int told = 32;
    int own = 454_052 - 11 * 128; // rows of labels
    int padding = (16 - 4) * (9 * 32 + 1); // the last convolution gives 16 channels here
    assertThat(net.parameters(784 + told, 784)).isEqualTo(own + padding);
  }

  @Test
  void namesWhatDoesNotFit() {
    assertThat(new Unet(0, 0, 1, 1, List.of(32), List.of(1), true).mistake())
        .get()
        .asString()
        .contains("data.image.width and data.image.height are not set");
    assertThat(new Unet(8, 129, 1, 1, List.of(32), List.of(1), true).mistake())
        .get()
        .asString()
        .contains("data.image is 8 wide and 129 high");
    assertThat(new Unet(8, 8, 1, 1, List.of(24), List.of(1), true).mistake())
        .get()
        .asString()
        .contains("set multiples of 16");
    assertThat(new Unet(8, 8, 1, 1, List.of(32, 64), List.of(1), true).mistake())
        .get()
        .asString()
        .contains("make them equally long");
    assertThatThrownBy(() -> spec(new Unet(8, 7, 1, 1, List.of(32), List.of(1), true), 64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("makes 56 numbers, but the table's rows have 64");
  }

  private static NetworkSpec spec(Unet net) {
    return spec(net, net.pixels());
  }

  private static NetworkSpec spec(Unet net, int dimension) {
    return spec(net, dimension, Kind.SCORE);
  }

  private static NetworkSpec spec(Unet net, int dimension, Kind kind) {
    return new NetworkSpec(
        dimension, net, Form.EDM, kind, Activation.SILU, Embedding.FOURIER, List.of(0.3, 1.7));
  }

  private static float[] scores(
      NetworkSpec spec, float[] parameters, KernelPlan plan, float[] rows) {
    try (ScoreNetwork network = spec.trained(parameters, plan, Precision.FLOAT32)) {
      float[] scores = new float[rows.length];
      network.score(rows, rows.length / spec.dimension(), 1, scores);
      return scores;
    }
  }

  private static float[] output(
      Unet net, float[] parameters, float[] input, int inputs, int outputs, boolean libtorchs) {
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      TrunkSpec spec = new TrunkSpec(inputs, outputs, Activation.SILU);
      UnetTrunk trunk = new UnetTrunk(net, spec, flat, libtorchs, memory);
      int rows = input.length / inputs;
      float[] output = new float[rows * outputs];
      TorchGraph.read(trunk.output(TorchGraph.matrix(input, rows, inputs)), output);
      return output;
    }
  }

  /** Parameters for which all matter: weights N(0, 1/in), gains about 1, the others about 0. */
  private static float[] lively(Unet net, int inputs, int outputs) {
    float[] parameters = normals((int) net.parameters(inputs, outputs), 0);
    int at = 0;
    for (UnetParameters.Parameter parameter : UnetParameters.of(net, inputs, outputs).all()) {
      boolean weights = parameter.shape().size() > 1;
      for (int i = 0; i < parameter.length(); i++, at++) {
        parameters[at] *= weights ? (float) (1 / Math.sqrt(parameter.fanIn())) : 0.2f;
        parameters[at] += parameter.start() == ImageOps.Start.ONE ? 1 : 0;
      }
    }
    return parameters;
  }

  private static float[] normals(int length, int key) {
    float[] values = new float[length];
    Streams.fillNormal(Streams.of(20_160_429, Purpose.EVALUATION, key), values, length);
    return values;
  }
}
