package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.channels.RowExpander;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Lower bounds of the log-densities of mixed rows. Codes k are noised to x̃ at the smallest level
 * σ_L, and log p(row) ≥ E[log p(x̃) + log p(k | x̃) − log q(x̃ | k)], where q is the noise. The
 * probability flow gives p(x̃), and the network's softmax p(k | x̃). The bound is tight if codes
 * are many σ_L apart.
 *
 * <p>A spread number's density is that of its u in (0, 1). A number that does not apply has none:
 * the density of the noise in its place is taken out again.
 */
public final class MixedDensity {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final MixedScoreNetwork network;
  private final ChannelLayout layout;
  private final RowExpander expander;
  private final double sigma;
  private final ProbabilityFlow flow;
  private final int probes;

  /**
   * Makes the bound of a network.
   *
   * @param schedule its smallest level is σ_L; at its largest, rows must be as good as noise
   * @param tolerance error allowed in each step of the integration; see {@link DormandPrince}
   * @param probes number of random vectors that estimate traces; 0 for exact traces
   */
  public MixedDensity(
      MixedScoreNetwork network, NoiseSchedule schedule, double tolerance, int probes) {
    this.network = network;
    this.layout = network.spec().layout();
    this.expander = new RowExpander(layout);
    this.sigma = schedule.smallest();
    this.flow = new ProbabilityFlow(network, schedule, prior(layout), tolerance);
    this.probes = probes;
  }

  /** Returns the normal distribution with the means of codes and numbers, and their variance. */
  private static Prior prior(ChannelLayout layout) {
    float[] mean = new float[layout.channelWidth()];
    double variance = 0;
    for (int group = 0; group < layout.columns(); group++) {
      int at = layout.channelOffset(group);
      if (layout.groups().get(group) instanceof Codes codes) {
        for (double share : codes.frequencies()) {
          mean[at++] = (float) share;
          variance += share * (1 - share);
        }
      } else {
        variance += layout.groups().get(group).channelWidth();
      }
    }
    return new Prior(mean, variance / mean.length);
  }

  /**
   * Returns estimates of the bound for each stored row, in nats: one for each random vector, or one
   * where traces are exact. They are NaN for rows with unknown cells.
   *
   * @param stored row-major [count, stored width]
   * @param random a stream for each row, so that its random numbers are its own
   */
  public double[][] estimates(float[] stored, UniformRandomProvider[] random) {
    int count = random.length;
    float[] rows = new float[count * layout.channelWidth()];
    float[] mask = new float[count * layout.columns()];
    expand(stored, random, rows, mask);
    float[] clean = rows.clone();
    double[] terms = noised(rows, mask, stored, random);
    double[] ofCodes = logProbabilities(rows, clean, count);
    double[][] estimates = flow.logDensities(rows, count, traces(random));
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < estimates[i].length; k++) {
        estimates[i][k] += terms[i] + ofCodes[i];
      }
    }
    return estimates;
  }

  private void expand(float[] stored, UniformRandomProvider[] random, float[] rows, float[] mask) {
    int width = layout.storedWidth();
    float[] channels = new float[layout.channelWidth()];
    float[] known = new float[layout.columns()];
    for (int i = 0; i < random.length; i++) {
      float[] row = Arrays.copyOfRange(stored, i * width, (i + 1) * width);
      expander.expand(row, 1, random[i], channels, known);
      System.arraycopy(channels, 0, rows, i * channels.length, channels.length);
      System.arraycopy(known, 0, mask, i * known.length, known.length);
    }
  }

  private Traces traces(UniformRandomProvider[] random) {
    return probes == 0
        ? Traces.exact(random.length, layout.channelWidth())
        : Traces.hutchinson(random, layout.channelWidth(), probes);
  }

  /**
   * Adds noise to the codes in {@code rows}. Returns for each row what does not depend on the
   * network: −log q of its noise, and the densities that are taken out.
   */
  private double[] noised(
      float[] rows, float[] mask, float[] stored, UniformRandomProvider[] random) {
    double[] terms = new double[random.length];
    for (int row = 0; row < terms.length; row++) {
      ZigguratSampler.NormalizedGaussian normal =
          ZigguratSampler.NormalizedGaussian.of(random[row]);
      for (int group = 0; group < layout.columns(); group++) {
        int at = row * layout.channelWidth() + layout.channelOffset(group);
        boolean counts = mask[row * layout.columns() + group] > 0;
        if (layout.groups().get(group) instanceof Codes codes) {
          for (int k = 0; k < codes.levels(); k++) {
            double z = normal.sample();
            rows[at + k] += (float) (sigma * z);
            terms[row] += (z * z + LOG_TWO_PI) / 2 + Math.log(sigma);
          }
          terms[row] += counts ? 0 : Double.NaN;
        } else {
          terms[row] += ofNumber(group, rows[at], counts, stored, row);
        }
      }
    }
    return terms;
  }

  private double ofNumber(int group, float z, boolean counts, float[] stored, int row) {
    ChannelGroup numbers = layout.groups().get(group);
    if (!(numbers instanceof Spread spread)) {
      return counts ? 0 : Double.NaN;
    }
    if (counts) {
      return (z * z + LOG_TWO_PI) / 2;
    }
    int at = row * layout.storedWidth();
    boolean applies =
        !spread.hasState() || stored[at + layout.storedOffset(spread.state())] == spread.regular();
    double total = 1 + sigma * sigma;
    return applies ? Double.NaN : (z * z / total + LOG_TWO_PI + Math.log(total)) / 2;
  }

  /** Returns Σ log p(k | x̃) over the categories of each row. */
  private double[] logProbabilities(float[] noised, float[] clean, int count) {
    double[] sigmas = new double[count];
    Arrays.fill(sigmas, sigma);
    float[] denoised = new float[noised.length];
    network.denoise(noised, sigmas, null, denoised);
    double[] sums = new double[count];
    int width = layout.channelWidth();
    for (int group = 0; group < layout.columns(); group++) {
      boolean codes = layout.groups().get(group) instanceof Codes;
      int from = layout.channelOffset(group);
      int to = from + (codes ? layout.groups().get(group).channelWidth() : 0);
      for (int i = 0; i < count; i++) {
        for (int j = i * width + from; j < i * width + to; j++) {
          sums[i] += clean[j] == 0 ? 0 : Math.log(Math.max(denoised[j], Float.MIN_NORMAL));
        }
      }
    }
    return sums;
  }
}
