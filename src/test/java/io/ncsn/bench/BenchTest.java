package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.bench.BenchRun.Beside;
import io.ncsn.bench.BenchRun.Extent;
import io.ncsn.config.ConfigException;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Precision;
import io.ncsn.sample.DpmSolverSde;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BenchTest {
  @TempDir private Path folder;

  static List<Size> sizes() {
    return Size.ALL;
  }

  @Test
  void repetitionsFollowOneWarmUpAndEachMeasuresSgemmToo() {
    MadeUpWork work = new MadeUpWork(1, List.of(), 2, 3, 4);
    Bench bench = new Bench(Optional.empty(), 3);

    List<Line> lines = bench.measure(work, progress -> {});

    assertThat(work.calls()).containsExactly("prepare", "measure", "measure", "measure", "close");
    assertThat(lines.get(0).ours().values()).containsExactly(2.0, 3.0, 4.0);
    assertThat(bench.peak().all().get(1).values()).hasSize(3).allMatch(flops -> flops > 1e9);
  }

  @Test
  void namesStandForWhatTheyBegin() {
    BenchRun.Plan plan =
        new BenchRun.Plan(List.of(), 1, Extent.QUICK, Beside.NOTHING, 10_000, Optional.empty());
    try (Lab lab = new Lab(() -> null)) {
      List<Work> all = Works.all(lab, plan, Optional.empty());

      assertThat(Works.select(all, List.of("step", "train-16")))
          .extracting(Work::name)
          .filteredOn(name -> !name.endsWith("-bfloat16")) // which some processors have
          .containsExactly("step-2", "step-16", "step-784", "step-unet", "train-16");
      assertThat(Works.select(all, List.of("train-unet", "sample-unet", "scaling-unet")))
          .extracting(Work::name)
          .containsExactly("train-unet", "train-unet-64-128", "sample-unet", "scaling-unet");
      assertThat(Works.select(all, List.of()))
          .as("what takes minutes must be asked for")
          .extracting(Work::name)
          .contains("step-2", "ingest")
          .doesNotContain("time-to-quality", "pipeline-digits", "starts")
          .doesNotContain("shipped-train", "shipped-train-numbers");
      assertThat(Works.select(all, List.of("pipeline"))).hasSize(1);
    }
  }

  @Test
  void whatTheUserMustGiveIsAskedForBeforeAnythingIsMeasured() {
    BenchRun.Plan plan =
        new BenchRun.Plan(
            List.of("step-2", "time-to-quality"),
            1,
            Extent.QUICK,
            Beside.NOTHING,
            10_000,
            Optional.of("table.csv"));
    List<String> done = new ArrayList<>();

    assertThatThrownBy(() -> new BenchRun(plan, () -> null, Map.of()).run(done::add))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("without PyTorch; add --peer");
    assertThat(done).isEmpty();
  }

  @Test
  void kernelsNeedNoSparkAndHaveAShareOfSgemm() {
    BenchRun.Plan plan =
        new BenchRun.Plan(
            List.of("step-2", "score-2", "step-unet", "score-unet"),
            1,
            Extent.QUICK,
            Beside.NOTHING,
            10_000,
            Optional.empty());

    BenchResult result =
        new BenchRun(
                plan,
                () -> {
                  throw new AssertionError("Spark was asked for");
                },
                Map.of())
            .run(progress -> {});

    assertThat(result.lines())
        .extracting(line -> line.quantity().name())
        .filteredOn(name -> !name.endsWith("-bfloat16")) // which some processors have
        .containsExactly("step-2", "step-unet", "score-2", "score-unet");
    assertThat(result.lines())
        .allSatisfy(line -> assertThat(line.share().orElseThrow()).isPositive());
    assertThat(result.about().get("blas")).doesNotContain("unknown", "another");
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void arithmeticIsCountedByTheWeightsOfTheNetwork(Size size) {
    NetworkSpec spec = size.spec();
    double biases = 3.0 * size.width() + size.dimension();

    assertThat(size.forward()).isEqualTo(2 * (spec.parameters() - biases));
    assertThat(size.step() / size.forward()).isCloseTo(3, within(0.35)).isLessThan(3);
  }

  @Test
  @Needs(value = Tool.PYTORCH, toTest = "the peer's network")
  void thePeersNetworkHasAsManyParametersAndAsMuchArithmetic() {
    Optional<Peer> peer = Peer.find(folder, Map.of());
    Size size = new Size(3, 7);
    List<String> work = new ArrayList<>(List.of("about"));
    work.addAll(size.arguments());

    JsonNode answer = peer.orElseThrow().answer(work, List.of());

    assertThat(answer.path("parameters").asInt()).isEqualTo(size.spec().parameters());
    assertThat(answer.path("flops").asDouble()).isEqualTo(size.forward());
  }

  static List<UnetSize> unets() {
    return List.of(UnetSize.DEFAULT, UnetSize.WIDE, new UnetSize(13, List.of(16, 32)));
  }

  @ParameterizedTest
  @MethodSource("unets")
  @Needs(value = Tool.PYTORCH, toTest = "the peer's network of images")
  void thePeersUnetHasAsManyParametersAndAsMuchArithmetic(UnetSize size) {
    Optional<Peer> peer = Peer.find(folder, Map.of());
    List<String> work = new ArrayList<>(List.of("about"));
    work.addAll(size.arguments());

    JsonNode answer = peer.orElseThrow().answer(work, List.of());

    assertThat(answer.path("parameters").asInt()).isEqualTo(size.spec().parameters());
    assertThat(answer.path("flops").asDouble()).isEqualTo(size.spec().forwardFlops());
  }

  @Test
  void theMeasuredUnetIsTheDefaultOne() {
    NetworkSpec automatic =
        NetworkSpec.of(
            Lab.settings("network.architecture=unet", "data.image.width=28", "data.image.height=28")
                .network(),
            28 * 28,
            0);

    assertThat(UnetSize.DEFAULT.spec()).isEqualTo(automatic);
    assertThat(UnetSize.DEFAULT).hasToString("unet");
    assertThat(UnetSize.WIDE).hasToString("unet-64-128");
  }

  /** The peer's sampler is written for this one. */
  @Test
  void imagesAreSampledByTheSolverOfTheSdeIn16Evaluations() {
    UnetSamplingWork work =
        new UnetSamplingWork(new Lab(() -> null), UnetSize.DEFAULT, List.of(Precision.values()), 1);

    assertThat(work.method()).isEqualTo(new DpmSolverSde(16));
    assertThat(work.peer()).containsSubsequence("sample", "--steps", "16", "--chunk", "64");
    assertThat(work.quantities())
        .extracting(Quantity::name)
        .containsExactly("sample-unet", "sample-unet-bfloat16");
  }
}
