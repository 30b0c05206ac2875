package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every sampler on scores known in closed form, against the distributions they must reach. */
class SamplersTest {
  private static final long SEED = 11;
  private static final NoiseSchedule LEVELS =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 12, 0.05, 60);

  /** Kolmogorov's statistic of n exact draws is above this in one of 10,000 cases. */
  private static double kolmogorovBound(int n) {
    return 2.23 / Math.sqrt(n);
  }

  /** .7·N(−.6, .16) + .3·N(1.4, .16): mean 0 and variance 1, as standardised rows have. */
  private static final double[] WEIGHTS = {0.7, 0.3};

  private static final double[] CENTRES = {-0.6, 1.4};
  private static final double VARIANCE = 0.16;

  private static double mixtureCdf(double x, double sigma) {
    double deviation = Math.sqrt(VARIANCE + sigma * sigma);
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      sum += WEIGHTS[k] * normalCdf((x - CENTRES[k]) / deviation);
    }
    return sum;
  }

  private static final int NUMBERS = 100_000;

  /** (E[centre | x] − x)/variance, of each number. */
  private static void mixtureScore(float[] rows, int count, double sigma, float[] scores) {
    double variance = VARIANCE + sigma * sigma;
    double middle = (CENTRES[0] + CENTRES[1]) / 2;
    double apart = CENTRES[1] - CENTRES[0];
    for (int i = 0; i < rows.length; i++) {
      double odds = WEIGHTS[0] / WEIGHTS[1] * Math.exp(-(rows[i] - middle) * apart / variance);
      scores[i] = (float) ((CENTRES[0] + apart / (1 + odds) - rows[i]) / variance);
    }
  }

  /**
   * A hundred thousand numbers, independent columns of the mixture above, at each noise level they
   * pass. The corrector's step follows the norm of the chain's own score, which widens the
   * distribution by a part of 1/columns: 32 columns still fail.
   */
  @ParameterizedTest
  @CsvSource({
    "ODE_HEUN, 1, 40, 0",
    "ODE_HEUN, 1, 60, 6",
    "DPM_SOLVER, 1, 41, 0",
    "DPM_SOLVER_SDE, 1, 101, 0",
    "REPAINT, 1, 400, 0",
    "CONSISTENT_ANNEALED, 1, 400, 0",
    "ANNEALED_LANGEVIN, 1, 60, 0",
    "LANGEVIN, 1, 300, 0",
    "PREDICTOR_CORRECTOR, 500, 300, 0"
  })
  void aHundredThousandNumbersHaveTheNoisedMarginals(
      SamplerKind kind, int columns, int steps, double churn) {
    NoiseSchedule levels = levels(kind);
    Map<Double, Double> statistics = new LinkedHashMap<>();
    int[] step = {0};
    float[][] last = new float[1][];
    plan(kind, levels, steps, churn)
        .sampler(SamplersTest::mixtureScore, Prior.standard(columns))
        .sample(
            stream(),
            NUMBERS / columns,
            (sigma, rows) -> {
              if (sigma == levels.smallest()) {
                last[0] = rows.clone();
              } else if (sigma > 0 && followsEveryLevel(kind) && step[0]++ % 20 == 0) {
                statistics.put(sigma, kolmogorov(rows, x -> mixtureCdf(x, sigma)));
              }
            });
    statistics.put(levels.smallest(), kolmogorov(last[0], x -> mixtureCdf(x, levels.smallest())));
    assertThat(statistics.values())
        .as("seed %d, by level: %s", SEED, statistics)
        .allMatch(statistic -> statistic < kolmogorovBound(NUMBERS));
  }

  /** The others need their steps at a level to reach its distribution. */
  private static boolean followsEveryLevel(SamplerKind kind) {
    return kind == SamplerKind.ODE_HEUN
        || kind == SamplerKind.DPM_SOLVER
        || kind == SamplerKind.DPM_SOLVER_SDE
        || kind == SamplerKind.CONSISTENT_ANNEALED;
  }

  /** Langevin's steps widen their distribution by a part of step/variance, so σ_L is not small. */
  private static NoiseSchedule levels(SamplerKind kind) {
    return switch (kind) {
      case LANGEVIN -> new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {1});
      case ANNEALED_LANGEVIN, PREDICTOR_CORRECTOR ->
          NoiseSchedule.of(ScheduleKind.GEOMETRIC, 4, 0.3, 25);
      case CONSISTENT_ANNEALED, ODE_HEUN, DPM_SOLVER, DPM_SOLVER_SDE, REPAINT -> LEVELS;
    };
  }

  private static SamplingPlan plan(
      SamplerKind kind, NoiseSchedule levels, int steps, double churn) {
    double ratio = levels.smallest() / levels.largest();
    double gamma = Math.pow(ratio, 1.0 / (steps - 1));
    double size =
        switch (kind) {
          case CONSISTENT_ANNEALED ->
              (1 - gamma * gamma) * levels.smallest() * levels.smallest(); // ancestral
          case LANGEVIN -> 0.02;
          default -> 0.0045;
        };
    return new SamplingPlan(kind.of(steps, size, steps, churn, 0.08), levels);
  }

  private static double normalCdf(double z) {
    return 1 - Erf.erfc(z / Math.sqrt(2)) / 2;
  }

  private static void standardNormal(float[] rows, int count, double sigma, float[] scores) {
    for (int i = 0; i < rows.length; i++) {
      scores[i] = (float) (-rows[i] / (1 + sigma * sigma));
    }
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void aChainThatDivergesLeavesTheOthersAsTheyWere(SamplerKind kind) {
    ScoreFunction poisoned =
        (rows, count, sigma, scores) -> {
          standardNormal(rows, count, sigma, scores);
          scores[3] = Float.NaN;
        };
    float[] good =
        plan(kind).sampler(SamplersTest::standardNormal, Prior.standard(1)).sample(stream(), 8);
    float[] bad = plan(kind).sampler(poisoned, Prior.standard(1)).sample(stream(), 8);
    assertThat(bad[3]).isNaN();
    bad[3] = good[3];
    assertThat(bad).isEqualTo(good);
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void evaluationsAreThoseThatTheNetworkSees(SamplerKind kind) {
    long[] calls = {0};
    ScoreFunction counted =
        (rows, count, sigma, scores) -> {
          calls[0]++;
          standardNormal(rows, count, sigma, scores);
        };
    plan(kind).sampler(counted, Prior.standard(1)).sample(stream(), 2);
    assertThat(plan(kind).evaluations()).isEqualTo(calls[0]);
  }

  /**
   * One chain begins elsewhere and gets other noise: the bits of its neighbours do not change, in
   * libtorch's arithmetic too.
   */
  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void aChainsBitsDoNotDependOnItsNeighboursValues(SamplerKind kind) {
    for (Precision precision : Precision.values()) {
      aChainsBitsDoNotDependOnItsNeighboursValues(kind, precision);
    }
  }

  private static void aChainsBitsDoNotDependOnItsNeighboursValues(
      SamplerKind kind, Precision precision) {
    NetworkSpec spec = new NetworkSpec(3, List.of(16, 16), Form.EDM);
    float[] parameters = new float[spec.parameters()];
    Streams.fillNormal(Streams.of(SEED, Purpose.INITIALISATION), parameters, parameters.length);
    int chains = 100;
    try (ScoreNetwork network =
        new ScoreNetwork(spec, parameters, KernelPlan.here(KernelChoice.LIBTORCH), precision)) {
      ChainSampler sampler = plan(kind).sampler(network, Prior.standard(3));
      float[] rows = sampler.sample(stream(), chains);
      var normal = Streams.normals(stream());
      long[] drawn = {0};
      Normals otherInOneChain =
          (target, length) -> {
            for (int i = 0; i < length; i++) {
              target[i] = (float) ((drawn[0]++ / 3 % chains == 7 ? -0.7 : 1) * normal.sample());
            }
          };
      float[] other = sampler.sample(otherInOneChain, chains, (sigma, ignored) -> {});
      for (int i = 0; i < rows.length; i++) {
        if (i / 3 == 7) {
          assertThat(other[i]).as("number %d of the chain", i % 3).isNotEqualTo(rows[i]);
        } else {
          assertThat(other[i]).as("chain %d", i / 3).isEqualTo(rows[i]);
        }
      }
    }
  }

  /** Rows of mean 30 and variance 400, as data.scale = none may leave them. */
  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void chainsBeginAtTheDatasOwnMeanAndVariance(SamplerKind kind) {
    float[] start = new float[20_000];
    plan(kind)
        .sampler(SamplersTest::standardNormal, new Prior(new float[] {30, -5}, 400))
        .sample(
            stream(),
            start.length / 2,
            (sigma, rows) -> {
              if (start[0] == 0) {
                System.arraycopy(rows, 0, start, 0, start.length);
              }
            });
    double deviation = Math.sqrt(400 + Math.pow(kind == SamplerKind.LANGEVIN ? 0.05 : 12, 2));
    float[] first = new float[start.length / 2];
    for (int i = 0; i < first.length; i++) {
      first[i] = start[2 * i];
    }
    assertThat(kolmogorov(first, x -> normalCdf((x - 30) / deviation)))
        .as("seed %d", SEED)
        .isLessThan(kolmogorovBound(first.length));
  }

  private static UniformRandomProvider stream() {
    return Streams.of(SEED, Purpose.SAMPLING);
  }

  private static SamplingPlan plan(SamplerKind kind) {
    double size = kind == SamplerKind.CONSISTENT_ANNEALED ? 0.05 * 0.05 / 2 : 0.0005;
    return new SamplingPlan(kind.of(3, size, 12, 0, 0.16), LEVELS);
  }

  private static double kolmogorov(float[] rows, DoubleUnaryOperator cdf) {
    float[] sorted = rows.clone();
    Arrays.sort(sorted);
    double worst = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = cdf.applyAsDouble(sorted[i]);
      double below = (double) i / sorted.length;
      double above = (i + 1.0) / sorted.length;
      worst = Math.max(worst, Math.max(expected - below, above - expected));
    }
    return worst;
  }
}
