package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.channels.RowExpander;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScoreFunction;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Log-densities of mixed rows by denoising. For a row x, noise z, and the denoised row D,
 *
 * <p>d E[−log p_σ(x + σz)] / d log σ = d − E‖x − D‖²/σ²
 *
 * <p>(Kong, Brekelmans and Ver Steeg 2023, the pointwise I-MMSE relation). The difference of this
 * and the same equation of independent columns, integrated over log σ, is
 *
 * <p>log p(x) = Σ log p_j(x_j) + ∫ E[‖x − D₀‖² − ‖x − D‖²]/σ² d log σ,
 *
 * <p>where D₀ is the denoised row of {@link MarginalScore}. The first sum is known without error,
 * and what the integral estimates is only what columns tell about each other. For a denoiser that
 * is not exact, it is a lower bound of the log-density of rows that are sampled by the reverse
 * stochastic differential equation (Song, Durkan, Murray and Ermon 2021, theorem 3), up to the
 * error of the midpoint rule.
 *
 * <p>A spread number's density is that of its u in (0, 1). A number that does not apply has none:
 * its channel holds standard normal noise, which is in the integral, and not in the first sum.
 */
final class MixedDensity {
  /** Noise levels of an estimate. All estimates together have them evenly spaced in log σ. */
  private static final int LEVELS = 16;

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final ScoreFunction score;
  private final ScoreFunction marginal;
  private final ChannelLayout layout;
  private final NoiseSchedule schedule;
  private final int probes;

  /**
   * Makes the density of a score.
   *
   * @param score score of noised channels
   * @param schedule its least and greatest noise levels are those of the integral
   * @param probes number of estimates for each row, at least 1
   */
  MixedDensity(ScoreFunction score, ChannelLayout layout, NoiseSchedule schedule, int probes) {
    this.score = score;
    this.marginal = new MarginalScore(layout);
    this.layout = layout;
    this.schedule = schedule;
    this.probes = probes;
  }

  /**
   * Returns estimates of the log-density of each stored row, in nats, [count][probes]. They are NaN
   * for rows with unknown cells.
   *
   * @param stored row-major [count, stored width]
   * @param random a stream for each row, so that its random numbers are its own
   */
  double[][] estimates(float[] stored, UniformRandomProvider[] random) {
    double[][] estimates = new double[random.length][probes];
    for (int probe = 0; probe < probes; probe++) {
      Probe drawn = new Probe(stored, random);
      double[] gains = drawn.gains((probe + 0.5) / probes);
      for (int row = 0; row < random.length; row++) {
        estimates[row][probe] = drawn.ofColumns(row) + gains[row];
      }
    }
    return estimates;
  }

  /** The channels of the rows, whose numbers are drawn anew for each estimate. */
  private final class Probe {
    private final int width = layout.channelWidth();
    private final int columns = layout.columns();
    private final float[] stored;
    private final float[] clean;
    private final float[] mask;
    private final float[] noised;
    private final float[] scores;
    private final float[] ofMarginals;
    private final ZigguratSampler.NormalizedGaussian[] normals;

    Probe(float[] stored, UniformRandomProvider[] random) {
      this.stored = stored;
      this.clean = new float[random.length * width];
      this.mask = new float[random.length * columns];
      this.noised = new float[clean.length];
      this.scores = new float[clean.length];
      this.ofMarginals = new float[clean.length];
      this.normals = new ZigguratSampler.NormalizedGaussian[random.length];
      RowExpander expander = new RowExpander(layout);
      float[] channels = new float[width];
      float[] known = new float[columns];
      int storedWidth = layout.storedWidth();
      for (int i = 0; i < random.length; i++) {
        float[] row = Arrays.copyOfRange(stored, i * storedWidth, (i + 1) * storedWidth);
        expander.expand(row, 1, random[i], channels, known);
        System.arraycopy(channels, 0, clean, i * width, width);
        System.arraycopy(known, 0, mask, i * columns, columns);
        normals[i] = ZigguratSampler.NormalizedGaussian.of(random[i]);
      }
    }

    /**
     * Returns the integral for each row by the midpoint rule.
     *
     * @param shift place of the levels in their intervals, from 0 to 1
     */
    double[] gains(double shift) {
      double[] gains = new double[normals.length];
      double least = Math.log(schedule.smallest());
      double step = (Math.log(schedule.largest()) - least) / LEVELS;
      for (int level = 0; level < LEVELS; level++) {
        double sigma = Math.exp(least + (level + shift) * step);
        for (int i = 0; i < clean.length; i++) {
          noised[i] = (float) (clean[i] + sigma * normals[i / width].sample());
        }
        score.score(noised, normals.length, sigma, scores);
        marginal.score(noised, normals.length, sigma, ofMarginals);
        for (int row = 0; row < gains.length; row++) {
          gains[row] += step * gain(row, sigma);
        }
      }
      return gains;
    }

    /** Returns (‖x − D₀‖² − ‖x − D‖²)/σ². */
    private double gain(int row, double sigma) {
      double sum = 0;
      for (int j = row * width; j < (row + 1) * width; j++) {
        double z = (noised[j] - clean[j]) / sigma;
        double error = z + sigma * scores[j];
        double errorOfMarginal = z + sigma * ofMarginals[j];
        sum += errorOfMarginal * errorOfMarginal - error * error;
      }
      return sum;
    }

    /** Returns Σ log p_j(x_j) of a row; NaN if it has an unknown cell. */
    double ofColumns(int row) {
      double sum = 0;
      for (int group = 0; group < columns; group++) {
        boolean known = mask[row * columns + group] > 0;
        int at = row * layout.storedWidth() + layout.storedOffset(group);
        if (layout.groups().get(group) instanceof Spread spread) {
          sum += known || !applies(spread, row) ? 0 : Double.NaN;
        } else if (!known) {
          sum = Double.NaN;
        } else if (layout.groups().get(group) instanceof Codes codes) {
          sum += Math.log(codes.frequencies()[(int) stored[at]]);
        } else if (layout.groups().get(group) instanceof Plain plain) {
          for (int j = 0; j < plain.width(); j++) {
            sum -= (stored[at + j] * (double) stored[at + j] + LOG_TWO_PI) / 2;
          }
        }
      }
      return sum;
    }

    private boolean applies(Spread spread, int row) {
      int state = row * layout.storedWidth();
      return !spread.hasState()
          || stored[state + layout.storedOffset(spread.state())] == spread.regular();
    }
  }
}
