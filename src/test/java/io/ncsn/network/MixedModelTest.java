package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the fast paths of the process")
class MixedModelTest {
  private static final MixedSpec SPEC =
      new MixedSpec(MixedCase.EVERY_KIND, List.of(33, 17), true, true);
  private static final int ROWS = 67;
  private static final KernelPlan ALL = KernelPlan.here(KernelChoice.LIBTORCH);
  private static final KernelPlan AUTOGRAD =
      KernelPlan.here(KernelChoice.LIBTORCH, Set.of(FastPath.WRITTEN_OUT_PASS));

  @AfterEach
  void putBack() {
    FastPaths.replaceBy(new FastPaths());
  }

  private static MixedModel model(KernelPlan plan) {
    MixedModel model = new MixedModel(SPEC, plan);
    model.load(MixedCase.parameters(SPEC, 5), new float[2 * SPEC.parameters()]);
    return model;
  }

  private static float[] rows() {
    return MixedCase.stored(SPEC.layout(), ROWS, MixedCase.random(6));
  }

  @Test
  void bothWaysGiveTheSameLossAndGradient() {
    try (MixedModel fast = model(ALL);
        MixedModel plain = model(AUTOGRAD)) {
      double loss = MixedCase.loss(fast, 0.25).lossAndGradient(rows(), ROWS, MixedCase.random(7));
      double exact = MixedCase.loss(plain, 0.25).lossAndGradient(rows(), ROWS, MixedCase.random(7));
      assertThat(loss).isCloseTo(exact, within(1e-5 * exact));
      double[] gradient = new double[SPEC.parameters()];
      float[] found = plain.gradient();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = found[i];
      }
      assertThat(SmallCase.error(fast.gradient(), gradient)).isLessThan(1e-4);
    }
  }

  @Test
  void equalStreamsGiveEqualStepsToTheBit() {
    float[][] parameters = new float[2][];
    for (int i = 0; i < 2; i++) {
      try (MixedModel model = model(ALL)) {
        for (int step = 0; step < 5; step++) {
          MixedCase.loss(model, 0.25).lossAndGradient(rows(), ROWS, MixedCase.random(step));
          model.adamStep(1e-3, 1, step);
        }
        parameters[i] = model.parameters();
      }
    }
    assertThat(parameters[0]).isEqualTo(parameters[1]);
  }

  @Test
  void theSelfCheckPassesHereForOddShapes() {
    for (int trial = 0; trial < 6; trial++) {
      MixedSpec spec =
          new MixedSpec(
              MixedCase.layout(MixedCase.random(trial)),
              List.of(1 + 31 * trial, 67),
              trial % 2 == 0,
              trial % 3 > 0);
      assertThat(new MixedPassCheck(spec, Precision.FLOAT32).error(new FastPaths()))
          .as("%s", spec)
          .isLessThan(1e-4);
    }
  }

  @Test
  void aFaultyPassIsFoundAndNotUsed() {
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          MixedPass mixedPass(
              MixedSpec spec, MixedTensors parameters, int rows, Precision precision) {
            return new MixedPass(spec, parameters, rows, precision) {
              @Override
              double lossAndGradient(MixedBatch batch, MixedTensors gradient) {
                double loss = super.lossAndGradient(batch, gradient);
                gradient.pairs().zero_();
                return loss;
              }
            };
          }
        });
    try (MixedModel spoilt = model(ALL);
        MixedModel plain = model(AUTOGRAD)) {
      MixedCase.loss(spoilt, 0.25).lossAndGradient(rows(), ROWS, MixedCase.random(7));
      MixedCase.loss(plain, 0.25).lossAndGradient(rows(), ROWS, MixedCase.random(7));
      assertThat(spoilt.gradient()).isEqualTo(plain.gradient());
    }
    assertThat(SelfChecks.verdict(new MixedPassCheck(SPEC, Precision.FLOAT32)).passed()).isFalse();
  }

  @Test
  void vectorsOfAnotherLengthAreRefused() {
    try (MixedModel model = model(ALL)) {
      assertThatThrownBy(() -> model.load(new float[3], new float[6]))
          .hasMessageContaining("a vector of 3 numbers into one of " + SPEC.parameters());
    }
  }
}
