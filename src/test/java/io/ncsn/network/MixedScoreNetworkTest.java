package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scores and their derivatives against the reference in double precision. */
class MixedScoreNetworkTest {
  private static final MixedSpec SPEC =
      new MixedSpec(MixedCase.EVERY_KIND, List.of(17, 9), true, true);
  private static final float[] PARAMETERS = MixedCase.parameters(SPEC, 8);
  private static final int ROWS = 13;
  private static final KernelPlan AUTOGRAD =
      KernelPlan.here(KernelChoice.LIBTORCH, Set.of(FastPath.WRITTEN_OUT_PASS));

  private final float[] rows = MixedCase.batch(SPEC, ROWS, 9).noised.clone();

  private static MixedScoreNetwork network(KernelPlan plan) {
    return new MixedScoreNetwork(SPEC, PARAMETERS, plan);
  }

  private static double[] denoised(float[] rows, double[] sigmas, float[] given) {
    float[] flags = given == null ? new float[sigmas.length * SPEC.cells()] : given;
    return new MixedReference(SPEC, PARAMETERS, rows, sigmas, flags).denoised();
  }

  @Test
  void scoresAreThoseOfTheReferenceByEitherWay() {
    double[] sigmas = new double[ROWS];
    Arrays.fill(sigmas, 0.6);
    double[] exact = denoised(rows, sigmas, null);
    for (int i = 0; i < exact.length; i++) {
      exact[i] = (exact[i] - rows[i]) / 0.36;
    }
    for (KernelPlan plan : List.of(AUTOGRAD, KernelPlan.here(KernelChoice.LIBTORCH))) {
      try (MixedScoreNetwork network = network(plan)) {
        assertThat(SmallCase.error(network.score(rows, ROWS, 0.6), exact))
            .as("%s", plan)
            .isLessThan(3e-5);
      }
    }
  }

  @Test
  void formsAreThoseOfFiniteDifferences() {
    double[] sigmas = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      sigmas[i] = 0.3 + 0.2 * i;
    }
    float[][] directions = {SmallCase.normals(rows.length, 1), SmallCase.normals(rows.length, 2)};
    double[][] forms = new double[2][ROWS];
    try (MixedScoreNetwork network = network(AUTOGRAD)) {
      network.score(rows, ROWS, sigmas, directions, new float[rows.length], forms);
    }
    for (int probe = 0; probe < 2; probe++) {
      double[] exact = forms(sigmas, directions[probe]);
      for (int i = 0; i < ROWS; i++) {
        assertThat(forms[probe][i])
            .as("row %d", i)
            .isCloseTo(exact[i], within(1e-3 * (1 + Math.abs(exact[i]))));
      }
    }
  }

  /** Returns vᵀ(∇ₓs)v by differences of D along v. */
  private double[] forms(double[] sigmas, float[] v) {
    float step = 1f / 512;
    float[] right = rows.clone();
    float[] left = rows.clone();
    for (int i = 0; i < rows.length; i++) {
      right[i] += step * v[i];
      left[i] -= step * v[i];
    }
    double[] above = denoised(right, sigmas, null);
    double[] below = denoised(left, sigmas, null);
    double[] forms = new double[ROWS];
    for (int i = 0; i < rows.length; i++) {
      int row = i / SPEC.dimension();
      double slope = (above[i] - below[i]) / (2 * step) - v[i];
      forms[row] += v[i] * slope / (sigmas[row] * sigmas[row]);
    }
    return forms;
  }

  @Test
  void givenCellsAreSeenWithoutNoiseAndKeptAsTheyAre() {
    float[] flags = new float[ROWS * SPEC.cells()];
    float[] clean = new float[rows.length];
    MixedChannels channels = new MixedChannels(SPEC.layout());
    double[] sigmas = new double[ROWS];
    Arrays.fill(sigmas, 2);
    float[] seen = rows.clone();
    for (int row = 0; row < ROWS; row++) {
      flags[row * SPEC.cells() + channels.codeCell[1]] = 1;
      for (int k = 0; k < channels.codeSize[1]; k++) {
        int channel = row * channels.width + channels.codeChannel[1] + k;
        clean[channel] = k == row % channels.codeSize[1] ? 1 : 0;
        seen[channel] = clean[channel];
      }
    }
    double[] exact = denoised(seen, sigmas, flags);
    double[] without = denoised(rows, sigmas, new float[flags.length]);
    float[] found = new float[rows.length];
    float[] guided = new float[rows.length];
    try (MixedScoreNetwork network = network(KernelPlan.here(KernelChoice.LIBTORCH))) {
      new GivenCells(network, flags, clean).denoise(rows, sigmas.length, 2, found);
      new GivenCells(network, flags, clean).guided(0.7).denoise(rows, sigmas.length, 2, guided);
    }
    for (int i = 0; i < found.length; i++) {
      int inRow = i % channels.width - channels.codeChannel[1];
      boolean given = inRow >= 0 && inRow < channels.codeSize[1];
      double moved = exact[i] + 0.7 * (exact[i] - without[i]);
      assertThat((double) found[i]).isCloseTo(given ? clean[i] : exact[i], within(2e-5));
      assertThat((double) guided[i]).isCloseTo(given ? clean[i] : moved, within(5e-5));
    }
  }

  /** A number given beside a state that it does not apply to is drawn like an unknown one. */
  @Test
  void noisedCellsAreSeenWithNoiseByANetworkWithoutFlags() {
    MixedSpec without = new MixedSpec(MixedCase.EVERY_KIND, List.of(17, 9), false, true);
    float[] parameters = MixedCase.parameters(without, 3);
    float[] stored = new float[2 * without.layout().storedWidth()];
    Arrays.fill(stored, Float.NaN);
    int second = without.layout().storedWidth();
    int state = without.layout().storedOffset(2);
    stored[state] = 1;
    stored[second + state] = 2;
    for (int row : new int[] {0, second}) {
      stored[row] = 0.975f;
      stored[row + 1] = 0.975f;
    }
    float[] noise = SmallCase.normals(2 * without.dimension(), 7);
    float[] x = Arrays.copyOf(rows, noise.length);
    float[] seen = x.clone();
    float[] clean = new float[x.length];
    Arrays.fill(clean, Float.NaN);
    int codes = without.layout().channelOffset(2);
    for (int k = 0; k < 3; k++) {
      clean[codes + k] = k == 1 ? 1 : 0;
      clean[without.dimension() + codes + k] = k == 2 ? 1 : 0;
    }
    clean[0] = 1.959964f;
    for (int i = 0; i < x.length; i++) {
      seen[i] = Float.isNaN(clean[i]) ? x[i] : clean[i] + 2 * noise[i];
    }
    float[] found = new float[x.length];
    float[] exact = new float[x.length];
    try (MixedScoreNetwork network = new MixedScoreNetwork(without, parameters, AUTOGRAD)) {
      network.denoise(seen, new double[] {2, 2}, null, exact);
      GivenCells.of(network, stored, 2, MixedCase.random(1))
          .noised((target, length) -> System.arraycopy(noise, 0, target, 0, length))
          .denoise(x, 2, 2, found);
    }
    for (int i = 0; i < x.length; i++) {
      float expected = Float.isNaN(clean[i]) ? exact[i] : clean[i];
      assertThat(found[i]).as("channel %d", i).isCloseTo(expected, within(2e-5f));
    }
  }

  @Test
  void aNetworkWithoutFlagsRefusesGivenCells() {
    MixedSpec without = new MixedSpec(MixedCase.EVERY_KIND, List.of(3), false, false);
    float[] parameters = MixedCase.parameters(without, 1);
    try (MixedScoreNetwork network = new MixedScoreNetwork(without, parameters, AUTOGRAD)) {
      assertThatThrownBy(
              () -> network.denoise(rows, new double[ROWS], new float[1], new float[rows.length]))
          .hasMessageContaining("without given cells");
    }
  }
}
