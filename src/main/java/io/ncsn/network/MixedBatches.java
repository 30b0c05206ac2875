package io.ncsn.network;

import io.ncsn.channels.RowExpander;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes minibatches from stored rows: expands the rows, draws noise levels, decides which cells are
 * given, and adds noise. One thread at a time.
 */
final class MixedBatches {
  /** The share of the rows with given cells that are given all columns beside their image. */
  private static final double ALL_COLUMNS = 0.5;

  /** The share of them that are given their image, and perhaps some columns beside it. */
  private static final double WITH_IMAGE = 0.25;

  /** The share of them that are given their image alone. */
  private static final double IMAGE_ALONE = 0.125;

  private final MixedSpec spec;
  private final MixedChannels channels;
  private final NoiseLevels levels;
  private final double observed;
  private final RowExpander expander;
  private MixedBatch batch;

  /**
   * Makes minibatches for networks of {@code spec}.
   *
   * @param observed share of rows that are given some of their cells; 0 for networks without flags
   */
  MixedBatches(MixedSpec spec, NoiseLevels levels, double observed) {
    if (observed < 0 || observed > 1 || (observed > 0 && !spec.flagged())) {
      throw new IllegalArgumentException(
          "Cannot give cells to a share of "
              + observed
              + " of the rows: it must be from 0 to 1, and 0 for a network without flags");
    }
    this.spec = spec;
    this.channels = new MixedChannels(spec.layout());
    this.levels = levels;
    this.observed = observed;
    this.expander = new RowExpander(spec.layout());
    this.batch = new MixedBatch(0, spec);
  }

  /**
   * Returns the minibatch of {@code rows}, which the next call overwrites.
   *
   * @param rows stored rows, row-major [count, stored width]
   */
  MixedBatch of(float[] rows, int count, UniformRandomProvider random) {
    if (batch.rows != count) {
      batch = new MixedBatch(count, spec);
    }
    expander.expand(rows, count, random, batch.clean, batch.weight);
    System.arraycopy(levels.draw(count, random), 0, batch.sigma, 0, count);
    Streams.fillNormal(random, batch.noised, batch.noised.length);
    for (int row = 0; row < count; row++) {
      addNoise(row);
    }
    if (spec.flagged()) {
      Arrays.fill(batch.given, 0);
      for (int row = 0; row < count; row++) {
        if (random.nextDouble() < observed) {
          give(row, random);
        }
      }
    }
    return batch;
  }

  private void addNoise(int row) {
    float sigma = (float) batch.sigma[row];
    int end = (row + 1) * channels.width;
    for (int i = row * channels.width; i < end; i++) {
      batch.noised[i] = batch.clean[i] + sigma * batch.noised[i];
    }
  }

  /** Decides which cells of a row are given. */
  private void give(int row, UniformRandomProvider random) {
    if (spec.hasColumns()) {
      double kind = random.nextDouble();
      boolean alone = kind >= 1 - IMAGE_ALONE;
      double probability = kind < ALL_COLUMNS ? 1 : random.nextDouble();
      give(row, alone ? 0 : probability, kind >= 1 - WITH_IMAGE, random);
    } else {
      give(row, spec.hasImages() ? 1 : random.nextDouble(), !spec.hasImages(), random);
    }
  }

  /**
   * Gives each cell of a row that is known with {@code probability}. An image beside which there is
   * but a label is never given; what is given of it in sampling has its noise.
   *
   * @param image whether a row that has an image is given it; no matter for others
   */
  private void give(int row, double probability, boolean image, UniformRandomProvider random) {
    int flags = row * channels.cells;
    for (int cell = 0; cell < channels.cells; cell++) {
      batch.given[flags + cell] = random.nextDouble() < probability ? 1 : 0;
    }
    if (spec.hasImages()) {
      batch.given[flags + channels.cell[0]] = image ? 1 : 0;
    }
    withdrawUnknown(row, flags);
    int weights = row * channels.groups;
    int at = row * channels.width;
    for (int j = 0; j < channels.numbers(); j++) {
      if (batch.given[flags + channels.numberCell[j]] > 0) {
        boolean applies = batch.weight[weights + channels.numberGroup[j]] > 0;
        int channel = at + channels.numberChannel[j];
        batch.noised[channel] = applies ? batch.clean[channel] : 0;
      }
    }
    for (int code = 0; code < channels.categories(); code++) {
      if (batch.given[flags + channels.codeCell[code]] > 0) {
        int channel = at + channels.codeChannel[code];
        System.arraycopy(batch.clean, channel, batch.noised, channel, channels.codeSize[code]);
      }
    }
    for (int group = 0; group < channels.groups; group++) {
      batch.weight[weights + group] *= 1 - batch.given[flags + channels.cell[group]];
    }
  }

  /** Takes back the flags of cells whose category, or whose number that applies, is unknown. */
  private void withdrawUnknown(int row, int flags) {
    int weights = row * channels.groups;
    for (int code = 0; code < channels.categories(); code++) {
      if (batch.weight[weights + channels.codeGroup[code]] == 0) {
        batch.given[flags + channels.codeCell[code]] = 0;
      }
    }
    for (int j = 0; j < channels.numbers(); j++) {
      int gate = channels.numberGateChannel[j];
      boolean applies = gate < 0 || batch.clean[row * channels.width + gate] > 0;
      if (applies && batch.weight[weights + channels.numberGroup[j]] == 0) {
        batch.given[flags + channels.numberCell[j]] = 0;
      }
    }
  }
}
