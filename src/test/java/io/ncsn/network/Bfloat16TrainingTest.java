package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Passes in bfloat16, which any processor computes, but not all of them fast. */
@Isolated("replaces the fast paths of the process")
class Bfloat16TrainingTest {
  private static final int ROWS = 67;
  private static final NetworkSpec NUMBERS = new NetworkSpec(3, List.of(37, 19), Form.EDM);
  private static final MixedSpec MIXED =
      new MixedSpec(MixedCase.EVERY_KIND, List.of(31, 13), true, true);
  private static final NoiseSchedule LEVELS =
      new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {8, 2, 0.5, 0.1});
  private static final GaussianMixture TRUTH =
      GaussianMixture.of(
          new double[] {0.7, 0.3},
          new double[][] {{0.6, -0.3, 0.2}, {-1.2, 0.5, -0.4}},
          new double[][][] {
            {{0.04, 0.01, 0}, {0.01, 0.03, 0}, {0, 0, 0.05}},
            {{0.02, 0, 0}, {0, 0.06, 0.01}, {0, 0.01, 0.03}}
          });

  @AfterEach
  void putBack() {
    FastPaths.replaceBy(new FastPaths());
  }

  @Test
  void gradientsAreThoseOfDoublePrecisionUpToTheRounding() {
    assertThat(new WrittenOutPassCheck(NUMBERS, Precision.BFLOAT16).error(new Bfloat16Everywhere()))
        .isBetween(1e-4, WrittenOutPassCheck.BFLOAT16_TOLERANCE / 2);
    assertThat(new MixedPassCheck(MIXED, Precision.BFLOAT16).error(new Bfloat16Everywhere()))
        .isBetween(1e-4, WrittenOutPassCheck.BFLOAT16_TOLERANCE / 2);
  }

  @Test
  void aProcessorWithoutSuchProductsTrainsInSinglePrecision() {
    FastPaths.replaceBy(new Bfloat16Nowhere());
    assertThat(trained(NUMBERS, 3, plan(Precision.BFLOAT16)))
        .isEqualTo(trained(NUMBERS, 3, plan(Precision.FLOAT32)));
    assertThat(SelfChecks.verdict(new WrittenOutPassCheck(NUMBERS, Precision.BFLOAT16)).refused())
        .isTrue();
  }

  @Test
  void aFaultyPassIsNotUsed() {
    FastPaths.replaceBy(
        new Bfloat16Everywhere() {
          @Override
          TorchPass writtenOutPass(
              NetworkSpec spec, TorchLayers layers, int rows, Precision precision) {
            return new TorchPass(spec, layers, rows, precision) {
              @Override
              double lossAndGradient(Minibatch batch, TorchLayers gradient) {
                double loss = super.lossAndGradient(batch, gradient);
                if (precision == Precision.BFLOAT16) {
                  gradient.weight(1).mul_(new Scalar(1.3));
                }
                return loss;
              }
            };
          }
        });
    assertThat(trained(NUMBERS, 3, plan(Precision.BFLOAT16)))
        .isEqualTo(trained(NUMBERS, 3, plan(Precision.FLOAT32)));
  }

  @Test
  void theLossAtEqualStepsIsThatOfSinglePrecision() {
    FastPaths.replaceBy(new Bfloat16Everywhere());
    float[] single = trained(NUMBERS, 500, plan(Precision.FLOAT32));
    float[] half = trained(NUMBERS, 500, plan(Precision.BFLOAT16));
    assertThat(half).isNotEqualTo(single);
    double untouched = loss(NUMBERS.initialParameters(1));
    double expected = loss(single);
    assertThat(expected).isLessThan(0.95 * untouched);
    assertThat(loss(half)).isCloseTo(expected, within(0.005 * expected));
  }

  @Test
  void mixedRowsAreDenoisedAsInDoublePrecisionUpToTheRounding() {
    FastPaths.replaceBy(new Bfloat16Everywhere());
    MixedBatch batch = MixedCase.batch(MIXED, ROWS, 3);
    float[] parameters = MixedCase.parameters(MIXED, 5);
    double[] exact =
        new MixedReference(MIXED, parameters, batch.noised, batch.sigma, batch.given).denoised();
    assertThat(SmallCase.error(denoised(parameters, batch, Precision.BFLOAT16), exact))
        .isBetween(1e-4, WrittenOutPassCheck.BFLOAT16_TOLERANCE / 2);
    assertThat(SmallCase.error(denoised(parameters, batch, Precision.FLOAT32), exact))
        .isLessThan(1e-5);
  }

  @Test
  void aProcessorWithoutSuchProductsDenoisesInSinglePrecision() {
    FastPaths.replaceBy(new Bfloat16Nowhere());
    MixedBatch batch = MixedCase.batch(MIXED, ROWS, 3);
    float[] parameters = MixedCase.parameters(MIXED, 5);
    assertThat(denoised(parameters, batch, Precision.BFLOAT16))
        .isEqualTo(denoised(parameters, batch, Precision.FLOAT32));
  }

  private static float[] denoised(float[] parameters, MixedBatch batch, Precision precision) {
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    float[] denoised = new float[batch.noised.length];
    try (MixedScoreNetwork network = MIXED.trained(parameters, plan, precision)) {
      network.denoise(batch.noised, batch.sigma, batch.given, denoised);
    }
    return denoised;
  }

  private static KernelPlan plan(Precision precision) {
    return KernelPlan.here(KernelChoice.LIBTORCH).trainingIn(precision);
  }

  private static float[] trained(NetworkSpec spec, int steps, KernelPlan plan) {
    Learner learner = spec.learner(plan);
    learner.load(spec.initialParameters(1), new float[2 * spec.parameters()]);
    RowLoss loss = learner.minimising(new MultiScale(MultiScale.Weighting.POWER, 2), LEVELS, null);
    for (int step = 0; step < steps; step++) {
      UniformRandomProvider random = Streams.of(7, Purpose.DATASET, step);
      loss.lossAndGradient(TRUTH.draws(random, 0, ROWS), ROWS, random);
      learner.adamStep(3e-3, 1, step);
    }
    float[] parameters = learner.parameters();
    learner.close();
    return parameters;
  }

  /** The loss of many rows that training did not see, in single precision. */
  private static double loss(float[] parameters) {
    Learner learner = NUMBERS.learner(plan(Precision.FLOAT32));
    learner.load(parameters, new float[2 * NUMBERS.parameters()]);
    RowLoss loss = learner.minimising(new MultiScale(MultiScale.Weighting.POWER, 2), LEVELS, null);
    int rows = 4099;
    UniformRandomProvider random = Streams.of(8, Purpose.DATASET, 0);
    double sum = loss.loss(TRUTH.draws(random, 0, rows), rows, 0, LEVELS.size(), random);
    learner.close();
    return sum / rows;
  }
}
