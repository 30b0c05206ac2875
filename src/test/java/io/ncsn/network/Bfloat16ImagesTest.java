package io.ncsn.network;

import static io.ncsn.network.SmallUnets.TOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images in bfloat16, which any processor computes, but not all of them fast. */
@Isolated("replaces the fast paths of the process")
class Bfloat16ImagesTest {
  private static final int ROWS = 17;
  private static final Unet NET = new Unet(5, 3, 1, 1, List.of(16), List.of(1), false);
  private static final NetworkSpec ALONE = SmallUnets.spec(NET);
  private static final MixedSpec LABELLED =
      new MixedSpec(
          new ChannelLayout(List.of(new Plain(NET.pixels()), new Codes(new double[] {0.3, 0.7}))),
          NET,
          true,
          false);
  private static final NoiseSchedule LEVELS =
      new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {8, 2, 0.5, 0.1});

  /** Convolutions in bfloat16 are wrong, and others right. */
  private static final class Faulty extends Bfloat16Everywhere {
    @Override
    Tensor convolved(Tensor images, Tensor weight, Tensor bias, int stride, int padding) {
      Tensor right = super.convolved(images, weight, bias, stride, padding);
      boolean half = images.scalar_type().intern() == ScalarType.BFloat16;
      return half ? Torch.times(1.3, right) : right;
    }
  }

  @AfterEach
  void putBack() {
    FastPaths.replaceBy(new FastPaths());
  }

  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void outputsAndGradientsAreThoseOfDoublePrecisionUpToTheRounding(Unet net) {
    ConvolutionCheck check =
        new ConvolutionCheck(net, net.pixels() + TOLD, net.pixels() + 2, Precision.BFLOAT16);
    assertThat(check.error(new Bfloat16Everywhere())).isBetween(1e-3, check.tolerance() / 2);
  }

  @Test
  void theNetworkOfFashionMnistPassesItsCheck() {
    Unet net = new Unet(28, 28, 1, 2, List.of(32, 64), List.of(2, 3), true);
    ConvolutionCheck check =
        new ConvolutionCheck(net, net.pixels() + 43, net.pixels() + 10, Precision.BFLOAT16);
    assertThat(check.error(new Bfloat16Everywhere())).isLessThan(check.tolerance() / 2);
  }

  @Test
  void aProcessorWithoutSuchProductsUsesSinglePrecision() {
    FastPaths.replaceBy(new Bfloat16Nowhere());
    assertEqualToSinglePrecision();
  }

  @Test
  void faultyConvolutionsAreNotUsed() {
    FastPaths.replaceBy(new Faulty());
    assertEqualToSinglePrecision();
  }

  private static void assertEqualToSinglePrecision() {
    for (ModelSpec spec : List.of(ALONE, LABELLED)) {
      float[] parameters = trained(spec, 3, Precision.FLOAT32);
      assertThat(trained(spec, 3, Precision.BFLOAT16)).isEqualTo(parameters);
      assertThat(scores(spec, parameters, Precision.BFLOAT16))
          .isEqualTo(scores(spec, parameters, Precision.FLOAT32));
    }
  }

  /** As a job does whose machines are asked first: what fails on one is used on none. */
  @Test
  void machinesThatCannotComputeItAgreeOnSinglePrecision() {
    FastPaths.replaceBy(new Bfloat16Nowhere());
    for (ModelSpec spec : List.of(ALONE, LABELLED)) {
      List<SelfCheck> failed =
          Stream.of(spec.trainingChecks(Precision.BFLOAT16), spec.scoreChecks(Precision.BFLOAT16))
              .flatMap(List::stream)
              .filter(check -> !SelfChecks.verdict(check).passed())
              .toList();
      assertThat(failed)
          .hasSize(2)
          .extracting(SelfCheck::path)
          .containsOnly(FastPath.BFLOAT16_CONVOLUTION);
      KernelPlan agreed = plan(Precision.BFLOAT16).agreed(failed);
      float[] parameters = spec.initialParameters(1);
      spec.learner(agreed).close();
      spec.trained(parameters, agreed, Precision.BFLOAT16).close();
    }
  }

  @Test
  void scoresMayBeAskedForAndEnergiesMayNot() {
    ModelSpec mixed = new MixedSpec(LABELLED.layout(), List.of(7), true, false);
    for (ModelSpec spec : List.of(ALONE, LABELLED, mixed)) {
      Kernels.requirePrecision(spec, Precision.BFLOAT16);
    }
    ModelSpec energy = SmallUnets.spec(NET, NET.pixels(), Kind.ENERGY);
    assertThatThrownBy(() -> Kernels.requirePrecision(energy, Precision.BFLOAT16))
        .hasMessageContaining("Cannot sample with sample.precision bfloat16");
  }

  @Test
  void theLossAtEqualStepsIsThatOfSinglePrecision() {
    FastPaths.replaceBy(new Bfloat16Everywhere());
    for (ModelSpec spec : List.of(ALONE, LABELLED)) {
      float[] single = trained(spec, 300, Precision.FLOAT32);
      float[] half = trained(spec, 300, Precision.BFLOAT16);
      assertThat(half).isNotEqualTo(single);
      double expected = loss(spec, single);
      assertThat(expected).isLessThan(0.9 * loss(spec, spec.initialParameters(1)));
      assertThat(loss(spec, half)).isCloseTo(expected, within(0.005 * expected));
    }
  }

  @Test
  void scoresAreThoseOfSinglePrecisionUpToTheRounding() {
    FastPaths.replaceBy(new Bfloat16Everywhere());
    for (ModelSpec spec : List.of(ALONE, LABELLED)) {
      float[] parameters = trained(spec, 300, Precision.FLOAT32);
      double[] single = SmallCase.doubles(scores(spec, parameters, Precision.FLOAT32));
      assertThat(SmallCase.error(scores(spec, parameters, Precision.BFLOAT16), single))
          .isBetween(1e-4, 0.05);
    }
  }

  private static float[] trained(ModelSpec spec, int steps, Precision precision) {
    Learner learner = spec.learner(plan(precision));
    learner.load(spec.initialParameters(1), new float[2 * spec.parameters()]);
    RowLoss loss = minimising(learner);
    for (int step = 0; step < steps; step++) {
      UniformRandomProvider random = Streams.of(7, Purpose.DATASET, step);
      loss.lossAndGradient(rows(spec, ROWS, random), ROWS, random);
      learner.adamStep(3e-3, 1, step);
    }
    float[] parameters = learner.parameters();
    learner.close();
    return parameters;
  }

  /** The loss of many rows that training did not see, in single precision. */
  private static double loss(ModelSpec spec, float[] parameters) {
    Learner learner = spec.learner(plan(Precision.FLOAT32));
    learner.load(parameters, new float[2 * spec.parameters()]);
    UniformRandomProvider random = Streams.of(8, Purpose.DATASET, 0);
    int count = 1021;
    double sum =
        minimising(learner).loss(rows(spec, count, random), count, 0, LEVELS.size(), random);
    learner.close();
    return sum / count;
  }

  private static RowLoss minimising(Learner learner) {
    return learner.minimising(new MultiScale(MultiScale.Weighting.POWER, 2), LEVELS, null);
  }

  private static KernelPlan plan(Precision precision) {
    return KernelPlan.here(KernelChoice.LIBTORCH).trainingIn(precision);
  }

  private static float[] scores(ModelSpec spec, float[] parameters, Precision precision) {
    int width = spec.dimension();
    float[] rows = SmallCase.normals(ROWS * width, 3);
    float[] scores = new float[rows.length];
    try (TrainedNetwork network = spec.trained(parameters, plan(Precision.FLOAT32), precision)) {
      network.score(rows, ROWS, 0.7, scores);
    }
    return scores;
  }

  /** Images that are bright at the left or at the right; in the labelled ones it is the label. */
  private static float[] rows(ModelSpec spec, int count, UniformRandomProvider random) {
    boolean labelled = spec == LABELLED;
    int width = NET.pixels() + (labelled ? 1 : 0);
    float[] noise = new float[count * width];
    Streams.fillNormal(random, noise, noise.length);
    for (int row = 0; row < count; row++) {
      int label = random.nextDouble() < 0.3 ? 0 : 1;
      for (int pixel = 0; pixel < NET.pixels(); pixel++) {
        boolean left = pixel % NET.width() < NET.width() / 2;
        int at = row * width + pixel;
        noise[at] = (left == (label == 0) ? 1 : -1) + 0.2f * noise[at];
      }
      if (labelled) {
        noise[row * width + NET.pixels()] = label;
      }
    }
    return noise;
  }
}
