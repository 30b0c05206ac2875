package io.ncsn.network;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.channels.RowExpander;
import io.ncsn.noise.Denoiser;
import io.ncsn.noise.Normals;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The score of rows some of whose cells are given: s(x̃, σ | given). The network sees the given
 * channels without noise. Their own score draws them to their values, so a sampler that ends at D
 * returns them exactly. By {@link #noised} it serves a network that was trained without given
 * cells. Pixels of an image that is known in part are seen with noise in any case, for no network
 * is told of single pixels. An image that is wholly known is a given cell to networks of images
 * with several columns beside them; others see its pixels with noise.
 */
public final class GivenCells implements Denoiser {
  private final MixedScoreNetwork network;
  private final MixedChannels channels;
  private final float[] flags;
  private final float[] clean;

  /** Whether each channel is given, [count, dimension]. */
  private final boolean[] fixed;

  /** Whether it is seen without noise. */
  private final boolean[] clear;

  private final float[] seen;

  /** Null: none. */
  private BarredLevels barred;

  private double guidance;

  /** The noise of given channels; null: all are seen without. */
  private Normals noise;

  /** Whether the network is told which cells it sees without noise. */
  private boolean told = true;

  /**
   * Makes the score of a block of rows.
   *
   * @param flags 1 for each given cell, or else 0: row-major [count, cells]
   * @param clean row-major [count, dimension]; only given channels are read. A given number that
   *     does not apply is 0
   */
  public GivenCells(MixedScoreNetwork network, float[] flags, float[] clean) {
    this.network = network;
    this.channels = new MixedChannels(network.spec().layout());
    this.flags = flags.clone();
    this.clean = clean.clone();
    this.fixed = fixed(network.spec(), flags);
    this.clear = fixed.clone();
    this.seen = new float[clean.length];
  }

  /**
   * Makes the score of stored rows. The cells that a row knows are given; a number takes part of
   * its interval, as in training.
   *
   * @param stored row-major [count, stored width]; NaN where a cell is not given
   * @param random draws numbers within their intervals
   */
  public static GivenCells of(
      MixedScoreNetwork network, float[] stored, int count, UniformRandomProvider random) {
    MixedChannels channels = new MixedChannels(network.spec().layout());
    float[] clean = new float[count * channels.width];
    float[] known = new float[count * channels.groups];
    new RowExpander(network.spec().layout()).expand(stored, count, random, clean, known);
    float[] flags = new float[count * channels.cells];
    for (int row = 0; row < count; row++) {
      for (int code = 0; code < channels.categories(); code++) {
        flags[row * channels.cells + channels.codeCell[code]] =
            known[row * channels.groups + channels.codeGroup[code]];
      }
      for (int j = 0; j < channels.numbers(); j++) {
        number(channels, j, row, clean, known, flags);
      }
    }
    if (network.spec().hasImages() && !network.spec().hasColumns()) {
      withoutImages(channels, count, flags);
    }
    GivenCells given = new GivenCells(network, flags, clean);
    if (given.fixPixels(stored, count)) {
      given.noise = Streams.fillingNormals(random);
    }
    return given;
  }

  /** Takes back the flags of images, which a network of images is never told of. */
  private static void withoutImages(MixedChannels channels, int count, float[] flags) {
    for (int row = 0; row < count; row++) {
      for (int cell : channels.numberCell) {
        flags[row * channels.cells + cell] = 0;
      }
    }
  }

  /** Fixes the known numbers of cells without flags, and returns whether there are any. */
  private boolean fixPixels(float[] stored, int count) {
    ChannelLayout layout = network.spec().layout();
    boolean any = false;
    for (int group = 0; group < layout.columns(); group++) {
      if (layout.groups().get(group) instanceof ChannelGroup.Plain plain) {
        for (int i = 0; i < count * plain.width(); i++) {
          int row = i / plain.width();
          int pixel = i % plain.width();
          int from = row * layout.storedWidth() + layout.storedOffset(group) + pixel;
          int to = row * layout.channelWidth() + layout.channelOffset(group) + pixel;
          fixed[to] = !Float.isNaN(stored[from]);
          clean[to] = fixed[to] ? stored[from] : clean[to];
          any |= fixed[to] && !clear[to];
        }
      }
    }
    return any;
  }

  /** Gives number {@code j} of a row, if it is known, or if its category says it does not apply. */
  private static void number(
      MixedChannels channels, int j, int row, float[] clean, float[] known, float[] flags) {
    int gate = channels.numberGateChannel[j];
    float isKnown = known[row * channels.groups + channels.numberGroup[j]];
    int flag = row * channels.cells + channels.numberCell[j];
    if (gate < 0 || clean[row * channels.width + gate] > 0) {
      flags[flag] = isKnown;
    }
    if (isKnown == 0) {
      clean[row * channels.width + channels.numberChannel[j]] = 0;
    }
  }

  /**
   * Leaves some levels out: the others of their category share the whole probability. That is exact
   * where the levels left out do not depend on the row's other cells.
   *
   * @param levels whether each channel of a row is a level to leave out, [dimension]
   */
  public GivenCells without(boolean[] levels) {
    barred = new BarredLevels(channels, levels);
    return this;
  }

  /**
   * Moves the denoised rows further from those that are not given the cells, whose channels then
   * have noise like the others: D + w·(D − D without).
   *
   * @param weight w; 0 for none
   */
  public GivenCells guided(double weight) {
    guidance = weight;
    return this;
  }

  /**
   * Lets the network see the given channels with fresh noise each time, and without flags. It then
   * knows s(x̃, σ) of rows none of whose cells are given, and need not have been trained with given
   * cells. A number that does not apply to its row is not given. What stands beside images stays
   * clean, if the network was trained so.
   *
   * @param normals the noise
   */
  public GivenCells noised(Normals normals) {
    noise = normals;
    told = network.spec().drawsLabels() || network.spec().drawsColumns();
    if (!told) {
      Arrays.fill(clear, false);
    }
    for (int row = 0; row < seen.length; row += channels.width) {
      for (int j = 0; j < channels.numbers(); j++) {
        int gate = channels.numberGateChannel[j];
        fixed[row + channels.numberChannel[j]] &= gate < 0 || clean[row + gate] > 0;
      }
    }
    return this;
  }

  private static boolean[] fixed(MixedSpec spec, float[] flags) {
    MixedChannels channels = new MixedChannels(spec.layout());
    int count = flags.length / channels.cells;
    boolean[] fixed = new boolean[count * channels.width];
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < channels.numbers(); j++) {
        fixed[row * channels.width + channels.numberChannel[j]] =
            flags[row * channels.cells + channels.numberCell[j]] > 0;
      }
      for (int k = 0; k < channels.levels(); k++) {
        fixed[row * channels.width + channels.levelChannel[k]] =
            flags[row * channels.cells + channels.levelCell[k]] > 0;
      }
    }
    return fixed;
  }

  /** Computes the denoised rows, which have the given channels as they are. */
  @Override
  public void denoise(float[] rows, int count, double sigma, float[] denoised) {
    see(rows, sigma);
    double[] sigmas = new double[count];
    Arrays.fill(sigmas, sigma);
    network.denoise(seen, sigmas, told ? flags : null, denoised);
    if (guidance > 0) {
      guide(rows, sigmas, denoised);
    }
    if (barred != null) {
      barred.leaveOut(denoised);
    }
    for (int i = 0; i < seen.length; i++) {
      denoised[i] = fixed[i] ? clean[i] : denoised[i];
    }
  }

  private void see(float[] rows, double sigma) {
    if (noise != null) {
      noise.fill(seen, seen.length);
    }
    for (int i = 0; i < seen.length; i++) {
      float given = clear[i] ? clean[i] : (float) (clean[i] + sigma * seen[i]);
      seen[i] = fixed[i] ? given : rows[i];
    }
  }

  private void guide(float[] rows, double[] sigmas, float[] denoised) {
    float[] without = new float[denoised.length];
    network.denoise(rows, sigmas, null, without);
    for (int i = 0; i < denoised.length; i++) {
      denoised[i] += (float) (guidance * ((double) denoised[i] - without[i]));
    }
  }
}
