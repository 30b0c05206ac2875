package io.ncsn.network;

import static io.ncsn.network.SmallUnets.TOLD;
import static io.ncsn.network.SmallUnets.nets;
import static io.ncsn.network.SmallUnets.normals;
import static io.ncsn.network.SmallUnets.output;
import static io.ncsn.network.SmallUnets.scores;
import static io.ncsn.network.SmallUnets.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Energies of convolutional networks: E(x) is the product of x and the image that the network
 * makes.
 */
class UnetEnergyTest {
  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void anEnergyIsTheProductOfTheImagesThatComeAndGo(Unet net) {
    int inputs = net.pixels() + TOLD;
    float[] parameters = UnetCase.parameters(net, inputs, 1);
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

  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void hasTheDerivativesOfEnergiesThatDifferencesGive(Unet net) {
    ConvolutionCheck once = new ConvolutionCheck(net, net.pixels() + TOLD, 1, Precision.FLOAT32);
    ConvolutionsTwiceCheck twice = new ConvolutionsTwiceCheck(net, net.pixels() + TOLD, 1);
    ConvolutionsTwiceCheck labelled =
        new ConvolutionsTwiceCheck(net, net.pixels() + TOLD, net.pixels() + 3);
    assertThat(once.error(FastPaths.current())).isLessThan(once.tolerance() / 5);
    assertThat(twice.error(FastPaths.current())).isLessThan(twice.tolerance() / 5);
    assertThat(labelled.error(FastPaths.current())).isLessThan(labelled.tolerance() / 5);
  }

  /** The score of an energy against differences of the energy. */
  @Test
  void theScoreOfAnEnergyIsItsSlope() {
    Unet net = nets().get(2);
    NetworkSpec spec = spec(net, net.pixels(), Kind.ENERGY);
    float[] parameters = UnetCase.parameters(net, spec.inputs(), 1);
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
    float[] parameters = UnetCase.parameters(net, spec.inputs(), 1);
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
}
