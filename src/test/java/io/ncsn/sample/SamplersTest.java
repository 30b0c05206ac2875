package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.SampleSettings.Precision;
import io.ncsn.config.SamplerKind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import io.ncsn.noise.Techniques;
import io.ncsn.truth.EmpiricalMixture;
import io.ncsn.truth.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
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
        .sampler(SamplersTest::mixtureScore, columns)
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
    return kind == SamplerKind.ODE_HEUN || kind == SamplerKind.CONSISTENT_ANNEALED;
  }

  /** Langevin's steps widen their distribution by a part of step/variance, so σ_L is not small. */
  private static NoiseSchedule levels(SamplerKind kind) {
    return switch (kind) {
      case LANGEVIN -> new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {1});
      case ANNEALED_LANGEVIN, PREDICTOR_CORRECTOR ->
          NoiseSchedule.of(ScheduleKind.GEOMETRIC, 4, 0.3, 25);
      case CONSISTENT_ANNEALED, ODE_HEUN -> LEVELS;
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
    return new SamplingPlan(kind, levels, steps, size, steps, churn, 0.08);
  }

  private static double normalCdf(double z) {
    return 1 - Erf.erfc(z / Math.sqrt(2)) / 2;
  }

  /**
   * With the score −A(x − μ), A = (Σ + σ²I)⁻¹, Langevin dynamics with step ε rests at the mean μ
   * and the covariance (A − εA²/2)⁻¹.
   */
  @Test
  void langevinRestsAtTheGaussiansMeanAndTheStepsCovariance() {
    double[] mean = {0.5, -1};
    RealMatrix covariance = MatrixUtils.createRealMatrix(new double[][] {{1, 0.6}, {0.6, 0.8}});
    var gaussian = GaussianMixture.gaussian(mean, covariance.getData());
    NoiseSchedule levels = new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {0.2});
    double step = 0.15;
    int chains = 40_000;
    float[][] atRest = new float[1][];
    new Langevin(gaussian.scoreFunction(), levels, Prior.standard(2), 200, step)
        .sample(
            Streams.of(SEED, Purpose.SAMPLING),
            chains,
            (sigma, rows) -> {
              if (sigma > 0) {
                atRest[0] = rows.clone();
              }
            });

    RealMatrix noised =
        covariance.add(MatrixUtils.createRealIdentityMatrix(2).scalarMultiply(0.04));
    RealMatrix a = MatrixUtils.inverse(noised);
    RealMatrix expected = MatrixUtils.inverse(a.subtract(a.multiply(a).scalarMultiply(step / 2)));
    double[][] rows = new double[chains][2];
    double[] sum = new double[2];
    for (int i = 0; i < 2 * chains; i++) {
      rows[i / 2][i % 2] = atRest[0][i];
      sum[i % 2] += atRest[0][i];
    }
    RealMatrix found = new Covariance(rows).getCovarianceMatrix();
    for (int i = 0; i < 2; i++) {
      double error = Math.sqrt(expected.getEntry(i, i) / chains);
      assertThat(sum[i] / chains).as("mean, seed %d", SEED).isCloseTo(mean[i], within(4 * error));
      for (int j = 0; j < 2; j++) {
        // variance of a sample covariance of normals: (c_ii·c_jj + c_ij²)/n
        double c = expected.getEntry(i, j);
        double spread = expected.getEntry(i, i) * expected.getEntry(j, j) + c * c;
        assertThat(found.getEntry(i, j))
            .as("covariance, seed %d", SEED)
            .isCloseTo(c, within(4 * Math.sqrt(spread / chains)));
      }
    }
  }

  /** Song and Ermon 2019, §3.2 and figure 3: the reason for noise levels. */
  @Test
  void annealedLangevinRecoversTheWeightsOfFarModesAndPlainLangevinDoesNot() {
    double[][] unit = {{1, 0}, {0, 1}};
    var mixture =
        GaussianMixture.of(
                new double[] {0.8, 0.2},
                new double[][] {{5, 5}, {-5, -5}},
                new double[][][] {unit, unit})
            .standardised(new double[] {3, 3}, new double[] {Math.sqrt(17), Math.sqrt(17)});
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 6, 0.05, 100);
    int chains = 5_000;
    double annealed =
        shareAtFirstMode(
            new AnnealedLangevin(mixture.scoreFunction(), levels, Prior.standard(2), 15, 2.5e-4),
            chains);
    double plain =
        shareAtFirstMode(
            new Langevin(mixture.scoreFunction(), levels, Prior.standard(2), 300, 0.003), chains);
    assertThat(annealed).as("annealed, seed %d", SEED).isCloseTo(0.8, within(0.02));
    assertThat(plain).as("plain, seed %d", SEED).isNotCloseTo(0.8, within(0.03));
  }

  private static double shareAtFirstMode(ChainSampler sampler, int chains) {
    float[] rows = sampler.sample(Streams.of(SEED, Purpose.SAMPLING), chains);
    int count = 0;
    for (int i = 0; i < rows.length; i += 2) {
      count += rows[i] + rows[i + 1] > -6 / Math.sqrt(17) ? 1 : 0; // between the modes
    }
    return (double) count / chains;
  }

  /** On N(0, 1) data the ODE's solution is x(σ) = x(σ₁)·√((1 + σ²)/(1 + σ₁²)). */
  @Test
  void heunConvergesWithOrderTwo() {
    double coarse = heunError(10);
    double fine = heunError(20);
    double finest = heunError(40);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.7, 2.6);
    assertThat(Math.log(fine / finest) / Math.log(2)).isBetween(1.7, 2.6);
  }

  private static double heunError(int steps) {
    double begin = 12;
    double end = 0.05;
    float[][] ends = new float[2][];
    plan(SamplerKind.ODE_HEUN, steps, 0, 1)
        .sampler(SamplersTest::standardNormal, 1)
        .sample(
            Streams.of(SEED, Purpose.SAMPLING),
            100,
            (sigma, rows) -> {
              if (sigma == begin || sigma == end) {
                ends[sigma == begin ? 0 : 1] = rows.clone();
              }
            });
    double shrunk = Math.sqrt((1 + end * end) / (1 + begin * begin));
    double worst = 0;
    for (int i = 0; i < 100; i++) {
      worst = Math.max(worst, Math.abs(ends[1][i] / (ends[0][i] * shrunk) - 1));
    }
    return worst;
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
    float[] good = plan(kind).sampler(SamplersTest::standardNormal, 1).sample(stream(), 8);
    float[] bad = plan(kind).sampler(poisoned, 1).sample(stream(), 8);
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
    plan(kind).sampler(counted, 1).sample(stream(), 2);
    assertThat(plan(kind).evaluations()).isEqualTo(calls[0]);
  }

  @Test
  void theOdeIsDeterministicAndChurnIsNot() {
    float[] before = new float[1];
    float[] after = new float[1];
    for (double churn : new double[] {0, 40}) {
      float[] first = path(churn, SEED);
      before[0] = first[0];
      after[0] = first[first.length - 1];
      double exact = before[0] * Math.sqrt((1 + 0.05 * 0.05) / (1 + 144.0)) / (1 + 0.05 * 0.05);
      if (churn == 0) {
        assertThat(after[0]).isCloseTo((float) exact, within(0.01f * Math.abs((float) exact)));
      } else {
        assertThat(Math.abs(after[0] - exact)).isGreaterThan(0.01 * Math.abs(exact));
      }
    }
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
        new ScoreNetwork(spec, parameters, KernelChoice.LIBTORCH, precision)) {
      ChainSampler sampler = plan(kind).sampler(network, 3);
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

  /**
   * Data at one point: the score is −x/σ² at each level, and the chains' variance goes as NCSNv2's
   * Technique 4 has it, s² ← (1 − a)²ᵀ(s² − bσ²) + bσ² with a = ε/σ_L², b = 2a/(1 − (1 − a)²).
   */
  @Test
  void theVarianceOfNoisedPointsFollowsTechnique4() {
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 8, 0.5, 6);
    double a = 0.3;
    int perLevel = 4;
    int chains = 40_000;
    List<Double> found = new ArrayList<>();
    ScoreFunction point = new EmpiricalMixture(new double[][] {{0}}).scoreFunction();
    new AnnealedLangevin(point, levels, new Prior(new float[1], 0), perLevel, a * 0.25)
        .sample(stream(), chains, (sigma, rows) -> found.add(variance(rows)));
    double b = 2 * a / (1 - (1 - a) * (1 - a));
    double variance = 64;
    for (int level = 0; level < levels.size(); level++) {
      double square = levels.sigma(level) * levels.sigma(level);
      double entered = variance;
      variance = Math.pow(1 - a, 2 * perLevel) * (variance - b * square) + b * square;
      assertThat(found.get((level + 1) * perLevel))
          .as("level %d, seed %d", level, SEED)
          .isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / chains)));
      assertThat(Techniques.varianceRatio(Math.sqrt(entered / square), perLevel, a))
          .isCloseTo(variance / square, within(1e-9));
    }
  }

  private static double variance(float[] rows) {
    double squares = 0;
    for (float x : rows) {
      squares += x * x;
    }
    return squares / rows.length;
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

  private static float[] path(double churn, long seed) {
    float[][] first = new float[1][];
    float[] last =
        plan(SamplerKind.ODE_HEUN, 40, churn, 1)
            .sampler(SamplersTest::standardNormal, 1)
            .sample(
                Streams.of(seed, Purpose.SAMPLING),
                1,
                (sigma, rows) -> {
                  if (first[0] == null) {
                    first[0] = rows.clone();
                  }
                });
    return new float[] {first[0][0], last[0]};
  }

  private static UniformRandomProvider stream() {
    return Streams.of(SEED, Purpose.SAMPLING);
  }

  private static SamplingPlan plan(SamplerKind kind) {
    double size = kind == SamplerKind.CONSISTENT_ANNEALED ? 0.05 * 0.05 / 2 : 0.0005;
    return plan(kind, 12, 0, size);
  }

  private static SamplingPlan plan(SamplerKind kind, int steps, double churn, double size) {
    return new SamplingPlan(kind, LEVELS, 3, size, steps, churn, 0.16);
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
