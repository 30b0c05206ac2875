package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Fast paths that are wrong are found where they run, named, and not used. */
@Isolated("replaces the fast paths of the process")
class SelfChecksTest {
  private static final int DIMENSION = 257;
  private static final NetworkSpec WIDE = new NetworkSpec(DIMENSION, List.of(264, 300), Form.EDM);
  private static final NetworkSpec SMALL = new NetworkSpec(3, List.of(17, 9), Form.EDM);
  private static final int ROWS = 13;

  @BeforeAll
  static void load() {
    Natives.loadTorch();
  }

  @AfterEach
  void putBack() {
    FastPaths.replaceBy(new FastPaths());
  }

  /** oneDNN 3.7.1 was wrong by 5 to 20 % at most of these on AMD's Zen 5. */
  @ParameterizedTest
  @CsvSource({
    "256, 256",
    "320, 320",
    "288, 288",
    "512, 512",
    "512, 784",
    "1024, 1024",
    "256, 264",
    "257, 257",
    "264, 256",
    "264, 264",
    "260, 260",
    "272, 272",
    "280, 280",
    "300, 300",
    "784, 512",
    "784, 784",
    "33, 257",
    "36, 36",
    "40, 40",
    "48, 48",
    "65, 65",
    "80, 80",
    "112, 112"
  })
  void theProductsThatWereWrongOnAProcessorAreRightHere(int out, int in) {
    FastPaths paths = new FastPaths();
    assertThat(new PackedLinearCheck(out, in, false).error(paths)).isLessThan(1e-5);
    // bfloat16 has 8 binary digits: the result's own rounding is 2⁻⁹ of it, greatest over all.
    assertThat(new Bfloat16Check(out, in).error(paths)).isLessThan(2e-2);
  }

  @Test
  void whatIsRightPasses() {
    Stream.of(WIDE, SMALL) // the small one's traces are exact
        .flatMap(
            spec ->
                Stream.concat(
                    SelfChecks.ofTraining(spec, Precision.FLOAT32).stream(),
                    SelfChecks.ofScores(spec, Precision.FLOAT32).stream()))
        .map(SelfChecks::verdict)
        .forEach(verdict -> assertThat(verdict.passed()).as(verdict.toString()).isTrue());
  }

  @Test
  void aFaultyProductIsFoundAndTheScoresAreThoseOfBlas() {
    float[] blas = scores(WIDE, planWithout(FastPath.PACKED_LINEAR), Precision.FLOAT32);
    FastPaths.replaceBy(new FaultyProducts());
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    assertThat(scores(WIDE, plan, Precision.FLOAT32)).isEqualTo(blas);
    assertThat(SelfChecks.verdict(new PackedLinearCheck(264, DIMENSION, false)).error())
        .isGreaterThan(0.01);
  }

  /** As oneDNN refuses 16 bits where the processor lacks AVX-512. */
  @Test
  void aProductThatTheLibraryRefusesIsNotUsed() {
    float[] plain = scores(WIDE, planWithout(FastPath.PACKED_BFLOAT16), Precision.BFLOAT16);
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          TorchAffine packed(Tensor weight, long rows, TorchBuffers memory) {
            throw new IllegalStateException("needs the cpu support avx512bw\nframe #0: …");
          }
        });
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    assertThat(scores(WIDE, plan, Precision.BFLOAT16)).isEqualTo(plain);
    Verdict verdict = SelfChecks.verdict(new PackedLinearCheck(300, 264, true));
    assertThat(verdict.refused()).isTrue();
    assertThat(verdict.finding())
        .isEqualTo("a refusal: needs the cpu support avx512bw (IllegalStateException)");
  }

  @Test
  void wrongBfloat16IsReplacedByFloat32() {
    float[] float32 = scores(WIDE, KernelPlan.here(KernelChoice.LIBTORCH), Precision.FLOAT32);
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          TorchAffine bfloat16(Tensor weight, Tensor target, TorchBuffers memory) {
            return FaultyProducts.spoilt(super.bfloat16(weight, target, memory));
          }
        });
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    assertThat(scores(WIDE, plan, Precision.BFLOAT16)).isEqualTo(float32);
  }

  @Test
  void aFaultyScorePassIsReplacedByTheForwardPass() {
    float[] plain = scores(SMALL, planWithout(FastPath.SCORE_PASS), Precision.FLOAT32);
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          ScorePass scorePass(
              NetworkSpec spec, TorchLayers layers, Precision precision, KernelPlan plan) {
            return new TorchScorePass(spec, layers, precision, plan) {
              @Override
              public void score(float[] rows, int count, Precondition form, float[] scores) {
                super.score(rows, count, form, scores);
                scores[1] += 0.01f;
              }
            };
          }
        });
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    assertThat(scores(SMALL, plan, Precision.FLOAT32)).isEqualTo(plain);
  }

  @Test
  void aFaultyWrittenOutPassIsReplacedByAutograd() {
    float[] autograd = trained(SMALL, planWithout(FastPath.WRITTEN_OUT_PASS));
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          TorchPass writtenOutPass(
              NetworkSpec spec, TorchLayers layers, int rows, Precision precision) {
            return new TorchPass(spec, layers, rows, precision) {
              @Override
              double lossAndGradient(Minibatch batch, TorchLayers gradient) {
                double loss = super.lossAndGradient(batch, gradient);
                gradient.bias(0).mul_(new Scalar(1.05));
                return loss;
              }
            };
          }
        });
    assertThat(trained(SMALL, KernelPlan.here(KernelChoice.LIBTORCH))).isEqualTo(autograd);
  }

  @Test
  void aFaultyAdamIsReplacedByThePlainOne() {
    float[] plain = trained(SMALL, planWithout(FastPath.FUSED_ADAM));
    FastPaths.replaceBy(
        new FastPaths() {
          @Override
          AdamStep adam(AdamVectors vectors, TorchBuffers memory) {
            AdamStep right = super.adam(vectors, memory);
            return (learningRate, iteration) -> right.step(1.001 * learningRate, iteration);
          }
        });
    assertThat(trained(SMALL, KernelPlan.here(KernelChoice.LIBTORCH))).isEqualTo(plain);
  }

  /** The plain ways are ways of computing the same. */
  @ParameterizedTest
  @EnumSource(
      value = FastPath.class,
      names = {"WRITTEN_OUT_PASS", "FUSED_ADAM", "FLUSH_TO_ZERO"})
  void trainingWithoutAFastPathDiffersByRounding(FastPath path) {
    float[] fast = trained(SMALL, KernelPlan.here(KernelChoice.LIBTORCH));
    float[] plain = trained(SMALL, planWithout(path));
    for (int i = 0; i < fast.length; i++) {
      assertThat(plain[i]).isCloseTo(fast[i], within(2e-5f));
    }
  }

  @Test
  void aMachineThatCannotFollowThePlanAgreedOnFails() {
    FastPaths.replaceBy(new FaultyProducts());
    KernelPlan agreed = KernelPlan.here(KernelChoice.LIBTORCH).agreed(Set.of());
    assertThatThrownBy(() -> scores(WIDE, agreed, Precision.FLOAT32))
        .isInstanceOf(UnfitMachineException.class)
        .hasMessageContaining("packed-linear")
        .hasMessageContaining("264×257")
        .hasMessageContaining("network.avoid");
  }

  @Test
  void aPlanThatKnowsOfTheFaultIsFollowed() {
    float[] blas = scores(WIDE, planWithout(FastPath.PACKED_LINEAR), Precision.FLOAT32);
    KernelPlan agreed =
        KernelPlan.here(KernelChoice.LIBTORCH)
            .agreed(
                SelfChecks.ofScores(WIDE, Precision.FLOAT32).stream()
                    .filter(PackedLinearCheck.class::isInstance)
                    .toList());
    FastPaths.replaceBy(new FaultyProducts());
    assertThat(scores(WIDE, agreed, Precision.FLOAT32)).isEqualTo(blas);
  }

  /** The reference itself, against finite differences, for every activation. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void theReferencesGradientIsTheDerivativeOfItsOutput(Activation activation) {
    NetworkSpec spec =
        new NetworkSpec(
            3, new Mlp(List.of(5, 7)), Form.EDM, Kind.SCORE, activation, Embedding.LOG, List.of());
    float[] parameters = SmallCase.parameters(spec, 3);
    double[] input = SmallCase.doubles(SmallCase.normals(2 * spec.inputs(), 4));
    double[] directions = SmallCase.doubles(SmallCase.normals(2 * spec.outputs(), 5));
    double[] gradient = new double[parameters.length];
    double[] below = new PlainPass(spec, parameters, input.clone()).backward(directions, gradient);
    double step = 1e-6;
    for (int i = 0; i < input.length; i++) {
      double[] right = input.clone();
      double[] left = input.clone();
      right[i] += step;
      left[i] -= step;
      double slope =
          (dot(new PlainPass(spec, parameters, right).output(), directions)
                  - dot(new PlainPass(spec, parameters, left).output(), directions))
              / (2 * step);
      assertThat(below[i]).isCloseTo(slope, within(1e-6));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static KernelPlan planWithout(FastPath path) {
    return KernelPlan.here(KernelChoice.LIBTORCH, Set.of(path));
  }

  private static float[] scores(NetworkSpec spec, KernelPlan plan, Precision precision) {
    float[] parameters = SmallCase.parameters(spec, 1);
    float[] rows = SmallCase.normals(ROWS * spec.dimension(), 2);
    float[] scores = new float[rows.length];
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, plan, precision)) {
      network.score(rows, ROWS, 0.7, scores);
    }
    return scores;
  }

  /** Parameters after three steps. */
  private static float[] trained(NetworkSpec spec, KernelPlan plan) {
    ScoreModel model = ScoreModel.of(spec);
    model.load(SmallCase.parameters(spec, 1), new float[2 * spec.parameters()]);
    try (Kernel kernel = Kernels.open(plan, model)) {
      for (int step = 0; step < 3; step++) {
        Minibatch batch = new Minibatch(ROWS, spec);
        fill(batch.input, 10 + step);
        fill(batch.target, 20 + step);
        Arrays.fill(batch.weight, 1);
        kernel.lossAndGradient(batch);
        kernel.adamStep(1e-3, 10, step);
      }
      return model.parameters();
    }
  }

  private static void fill(float[] target, long key) {
    System.arraycopy(SmallCase.normals(target.length, key), 0, target, 0, target.length);
  }
}
