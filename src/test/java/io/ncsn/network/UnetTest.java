package io.ncsn.network;

import static io.ncsn.network.SmallUnets.TOLD;
import static io.ncsn.network.SmallUnets.nets;
import static io.ncsn.network.SmallUnets.normals;
import static io.ncsn.network.SmallUnets.output;
import static io.ncsn.network.SmallUnets.scores;
import static io.ncsn.network.SmallUnets.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The U-Net against a network written down straight, against differences, and its settings. */
class UnetTest {
  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  @AfterEach
  void restorePaths() {
    FastPaths.replaceBy(new FastPaths());
  }

  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void computesWhatTheStraightNetworkDoes(Unet net) {
    int beyond = 3;
    int inputs = net.pixels() + TOLD;
    int outputs = net.pixels() + beyond;
    float[] parameters = UnetCase.parameters(net, inputs, outputs);
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

  /** The check compares both gradients with differences of the network in double precision. */
  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void hasTheGradientThatDifferencesGive(Unet net) {
    ConvolutionCheck check = check(net, net.pixels() + 2);
    assertThat(check.error(FastPaths.current())).isLessThan(check.tolerance() / 5);
  }

  @Test
  void threeLevelsAndOneLevelPassTheirCheckToo() {
    for (Unet net :
        List.of(
            new Unet(9, 9, 1, 1, List.of(16, 32, 48), List.of(2, 1, 2), true),
            new Unet(7, 5, 1, 1, List.of(32), List.of(2), true))) {
      ConvolutionCheck check = check(net, net.pixels());
      assertThat(check.error(FastPaths.current())).isLessThan(check.tolerance() / 5);
    }
  }

  private static ConvolutionCheck check(Unet net, int outputs) {
    return new ConvolutionCheck(net, net.pixels() + TOLD, outputs, Precision.FLOAT32);
  }

  @Test
  void doesNotUseConvolutionsThatAreWrongHere() {
    Unet net = nets().get(0);
    NetworkSpec spec = spec(net);
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    float[] rows = normals(4 * 64, 5);
    float[] parameters = UnetCase.parameters(net, spec.inputs(), spec.outputs());
    float[] right = scores(spec, parameters, plan, rows);
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          Tensor convolved(Tensor images, Tensor weight, Tensor bias, int stride, int padding) {
            return Torch.times(1.01, super.convolved(images, weight, bias, stride, padding));
          }
        });
    assertThat(
            SelfChecks.verdict(
                    new ConvolutionCheck(net, spec.inputs(), spec.outputs(), Precision.FLOAT32))
                .passed())
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

  /** A block is computed in parts; a row must not depend on those beside it. */
  @Test
  void scoresRowsAlikeInEachPart() {
    Unet net = nets().get(0);
    NetworkSpec spec = spec(net);
    float[] parameters = UnetCase.parameters(net, spec.inputs(), spec.outputs());
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
}
