package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.channels.ChannelReader;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rows of one column of 300 levels, and of three pairs of columns of five levels, of which the
 * second never has the first one's level. Independent columns would have it in one of five cells.
 */
class PartPairsTest {
  private static final long SEED = 71;
  private static final int WIDE = 300;
  private static final int LEVELS = 5;
  private static final int PAIRS = 3;
  private static final int STEPS = 300;
  private static final int ROWS = 2003;
  private static final ChannelLayout LAYOUT = layout();

  @BeforeAll
  static void load() {
    Natives.loadTorch();
  }

  private static ChannelLayout layout() {
    List<ChannelGroup> groups = new ArrayList<>(List.of(uniform(WIDE)));
    for (int i = 0; i < 2 * PAIRS; i++) {
      groups.add(uniform(LEVELS));
    }
    return new ChannelLayout(groups);
  }

  private static Codes uniform(int levels) {
    double[] shares = new double[levels];
    Arrays.fill(shares, 1.0 / levels);
    return new Codes(shares);
  }

  private static void draw(UniformRandomProvider random, float[] stored, int at) {
    stored[at] = random.nextInt(WIDE);
    for (int pair = 0; pair < PAIRS; pair++) {
      int first = random.nextInt(LEVELS);
      stored[at + 1 + 2 * pair] = first;
      stored[at + 2 + 2 * pair] = (first + 1 + random.nextInt(LEVELS - 1)) % LEVELS;
    }
  }

  private static MixedSpec spec(List<Integer> pairs) {
    return new MixedSpec(
        LAYOUT, new Mlp(List.of(24)), false, !pairs.isEmpty(), pairs, List.of(), false);
  }

  /** Returns the share of drawn pairs whose levels exclude each other. */
  private static double broken(MixedSpec spec) {
    float[] parameters = MixedTrainer.train(spec, 0, PartPairsTest::draw, STEPS, SEED);
    float[] stored = new float[ROWS * LAYOUT.storedWidth()];
    try (MixedScoreNetwork network =
        new MixedScoreNetwork(spec, parameters, KernelPlan.here(KernelChoice.LIBTORCH))) {
      float[] samples =
          MixedTrainer.sample(
              spec,
              ROWS,
              (rows, count, sigma, denoised) -> {
                double[] sigmas = new double[count];
                Arrays.fill(sigmas, sigma);
                network.denoise(rows, sigmas, null, denoised);
              },
              SEED);
      new ChannelReader(LAYOUT).read(samples, ROWS, stored);
    }
    int broken = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int pair = 0; pair < PAIRS; pair++) {
        int at = row * LAYOUT.storedWidth() + 1 + 2 * pair;
        broken += stored[at] == stored[at + 1] ? 1 : 0;
      }
    }
    return (double) broken / (ROWS * PAIRS);
  }

  @Test
  void smallColumnsExcludeEachOtherBesideOneThatIsTooWide() {
    List<Integer> small = PairedLevels.fewest(LAYOUT, 2 * PAIRS * LEVELS);
    assertThat(small).containsExactly(1, 2, 3, 4, 5, 6);

    double with = broken(spec(small));
    double without = broken(spec(List.of()));

    assertThat(with).isLessThan(0.5 / LEVELS); // half of what independent columns have
    assertThat(without).isGreaterThan(1.5 * with);
  }

  @Test
  void pairsOfWhatIsNoColumnOfLevelsAreRefused() {
    for (List<Integer> pairs : List.of(List.of(2, 1), List.of(1, 1), List.of(7), List.of(-1))) {
      assertThatThrownBy(() -> spec(pairs)).hasMessageStartingWith("Cannot pair the levels of");
    }
    assertThatThrownBy(() -> spec(List.of(0, 1, 2, 3, 4, 5, 6))).hasMessageContaining("not all");
    assertThatThrownBy(
            () ->
                new MixedSpec(
                    LAYOUT, new Mlp(List.of(3)), false, false, List.of(1), List.of(), false))
        .hasMessageContaining("[1]");
  }
}
