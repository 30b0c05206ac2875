package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.channels.ChannelReader;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A network learns a known joint of two categories that exclude some of each other's levels, and of
 * a number whose mean depends on both; then it samples from the joint and from a conditional.
 */
class MixedTrainingTest {
  private static final long SEED = 61;

  /** P(a, b). */
  private static final double[][] JOINT = {{0.4, 0.05}, {0, 0.3}, {0.15, 0.1}};

  private static final double[][] MEAN = {{-1, 0.5}, {0, 1}, {-0.25, 0.5}};
  private static final double DEVIATION = 0.5;
  private static final int ROWS = 4001;
  private static final MixedSpec SPEC =
      new MixedSpec(
          new ChannelLayout(
              List.of(
                  new Codes(new double[] {0.45, 0.3, 0.25}),
                  new Plain(1),
                  new Codes(new double[] {0.55, 0.45}))),
          List.of(48, 48),
          true,
          true);

  private static float[] parameters;

  @BeforeAll
  static void train() {
    Natives.loadTorch();
    parameters = MixedTrainer.train(SPEC, 0.25, MixedTrainingTest::draw, 2500, SEED);
  }

  private static void draw(UniformRandomProvider random, float[] stored, int at) {
    double left = random.nextDouble();
    int cell = 0;
    while (cell < 5 && left >= JOINT[cell / 2][cell % 2]) {
      left -= JOINT[cell / 2][cell % 2];
      cell++;
    }
    stored[at] = Math.floorDiv(cell, 2);
    stored[at + 1] =
        (float)
            (MEAN[cell / 2][cell % 2]
                + DEVIATION * ZigguratSampler.NormalizedGaussian.of(random).sample());
    stored[at + 2] = cell % 2;
  }

  private static MixedScoreNetwork network() {
    return new MixedScoreNetwork(SPEC, parameters, KernelPlan.here(KernelChoice.LIBTORCH));
  }

  /** Returns samples as stored rows, [ROWS, 3]. */
  private static float[] stored(float[] channels) {
    float[] stored = new float[ROWS * 3];
    new ChannelReader(SPEC.layout()).read(channels, ROWS, stored);
    return stored;
  }

  @Test
  void samplesHaveTheJointFrequenciesAndConditionalMeans() {
    float[] stored;
    try (MixedScoreNetwork network = network()) {
      stored = stored(MixedTrainer.sample(SPEC, ROWS, network, SEED));
    }
    double[][] count = new double[3][2];
    double[][] sum = new double[3][2];
    for (int i = 0; i < ROWS; i++) {
      count[(int) stored[3 * i]][(int) stored[3 * i + 2]]++;
      sum[(int) stored[3 * i]][(int) stored[3 * i + 2]] += stored[3 * i + 1];
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 2; b++) {
        double p = Math.max(JOINT[a][b], 1e-3);
        assertThat(count[a][b] / ROWS)
            .as("share of (%d, %d), seed %d", a, b, SEED)
            .isCloseTo(JOINT[a][b], within(4 * Math.sqrt(p * (1 - p) / ROWS)));
        if (JOINT[a][b] > 0) {
          assertThat(sum[a][b] / count[a][b])
              .as("mean at (%d, %d), seed %d", a, b, SEED)
              .isCloseTo(MEAN[a][b], within(5 * DEVIATION / Math.sqrt(count[a][b])));
        }
      }
    }
  }

  @Test
  void rowsWithAGivenCellHaveTheConditionalFrequencies() {
    float[] flags = new float[ROWS * 3];
    float[] clean = new float[ROWS * 6];
    for (int i = 0; i < ROWS; i++) {
      flags[3 * i] = 1;
      clean[6 * i + 2] = 1; // the third level of the first category
    }
    float[] stored;
    try (MixedScoreNetwork network = network()) {
      stored = stored(MixedTrainer.sample(SPEC, ROWS, new GivenCells(network, flags, clean), 3));
    }
    double[] count = new double[2];
    for (int i = 0; i < ROWS; i++) {
      assertThat(stored[3 * i]).isEqualTo(2);
      count[(int) stored[3 * i + 2]]++;
    }
    double p = JOINT[2][0] / (JOINT[2][0] + JOINT[2][1]);
    assertThat(count[0] / ROWS)
        .as("share of 0 given 2, seed %d", SEED)
        .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / ROWS)));
  }
}
