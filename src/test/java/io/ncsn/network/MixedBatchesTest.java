package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class MixedBatchesTest {
  private static final MixedSpec SPEC = new MixedSpec(MixedCase.EVERY_KIND, List.of(5), true, true);
  private static final int ROWS = 2003;
  private static final NoiseDensity NOISE = new NoiseDensity(-0.5, 1.4, 0.01, 20);

  private static MixedBatch batch(double observed, long key) {
    float[] stored = MixedCase.stored(SPEC.layout(), ROWS, MixedCase.random(7));
    return new MixedBatches(SPEC, NOISE, observed).of(stored, ROWS, MixedCase.random(key));
  }

  /** One level in each of equally likely parts, so the greatest error is one part. */
  @Test
  void noiseLevelsAreStratifiedOverTheirDensity() {
    double[] sigma = batch(0, 1).sigma;
    NormalDistribution normal = new NormalDistribution(-0.5, 1.4);
    double low = normal.cumulativeProbability(Math.log(0.01));
    double high = normal.cumulativeProbability(Math.log(20));
    for (int i = 0; i < ROWS; i++) {
      double place = (normal.cumulativeProbability(Math.log(sigma[i])) - low) / (high - low) * ROWS;
      assertThat(place).as("row %d", i).isBetween(i - 1e-3, i + 1 + 1e-3);
    }
  }

  @Test
  void noiseHasTheLevelsDeviation() {
    MixedBatch batch = batch(0, 2);
    int width = SPEC.dimension();
    double squares = 0;
    for (int i = 0; i < ROWS * width; i++) {
      double z = (batch.noised[i] - batch.clean[i]) / batch.sigma[i / width];
      squares += z * z;
    }
    int size = ROWS * width;
    assertThat(squares / size).isCloseTo(1, within(5 * Math.sqrt(2.0 / size) + 1e-3));
  }

  @Test
  void theAskedShareOfRowsIsGivenKnownCellsWithoutNoiseAndWithoutLoss() {
    MixedBatch batch = batch(0.25, 3);
    MixedBatch without = batch(0, 3);
    MixedChannels channels = new MixedChannels(SPEC.layout());
    int cells = SPEC.cells();
    int rowsWithGiven = 0;
    for (int row = 0; row < ROWS; row++) {
      boolean any = false;
      for (int group = 0; group < channels.groups; group++) {
        boolean given = batch.given[row * cells + channels.cell[group]] > 0;
        any |= given;
        int at = row * channels.groups + group;
        assertThat(batch.weight[at]).isEqualTo(given ? 0 : without.weight[at]);
      }
      for (int code = 0; code < channels.categories(); code++) {
        boolean given = batch.given[row * cells + channels.codeCell[code]] > 0;
        int known = row * channels.groups + channels.codeGroup[code];
        assertThat(!given || without.weight[known] > 0).as("given is known, row %d", row).isTrue();
        int channel = row * channels.width + channels.codeChannel[code];
        assertThat(batch.noised[channel] == batch.clean[channel]).isEqualTo(given);
      }
      rowsWithGiven += any ? 1 : 0;
    }
    // A row of five cells, nine in ten known, is given none with probability 0.2 or so.
    assertThat((double) rowsWithGiven / ROWS).isBetween(0.15, 0.25);
  }

  @Test
  void aGivenNumberThatDoesNotApplyIsZero() {
    MixedBatch batch = batch(1, 4);
    MixedChannels channels = new MixedChannels(SPEC.layout());
    int seen = 0;
    for (int row = 0; row < ROWS; row++) {
      boolean given = batch.given[row * SPEC.cells() + channels.numberCell[0]] > 0;
      boolean applies = batch.clean[row * channels.width + channels.numberGateChannel[0]] > 0;
      float seenAs = batch.noised[row * channels.width + channels.numberChannel[0]];
      if (given) {
        float clean = batch.clean[row * channels.width + channels.numberChannel[0]];
        assertThat(seenAs).isEqualTo(applies ? clean : 0);
        seen += applies ? 0 : 1;
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void equalStreamsGiveEqualMinibatches() {
    assertThat(batch(0.25, 5).noised).isEqualTo(batch(0.25, 5).noised);
    assertThat(batch(0.25, 5).given).isEqualTo(batch(0.25, 5).given);
  }

  @Test
  void cellsCannotBeGivenToANetworkWithoutFlags() {
    MixedSpec without = new MixedSpec(MixedCase.EVERY_KIND, List.of(5), false, true);
    assertThatThrownBy(() -> new MixedBatches(without, NOISE, 0.25))
        .hasMessageContaining("0.25")
        .hasMessageContaining("without flags");
    assertThatThrownBy(() -> new MixedBatches(SPEC, NOISE, 1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new NoiseDensity(0, 1, 2, 1)).hasMessageContaining("2.0 to 1.0");
  }
}
