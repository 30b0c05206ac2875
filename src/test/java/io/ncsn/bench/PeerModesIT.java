package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.bench.PeerTable.Found;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modes of PyTorch 2: compiled, and with 16 bits. */
@Needs(value = Tool.PYTORCH2, toTest = "the peer in PyTorch 2's modes")
class PeerModesIT {
  private static final int ROWS = 500;
  private static final int LEVELS = 20;
  private static final int STEPS = 5;
  private static final double ROUNDING = 0x1p-8;

  private final Size size = new Size(3, 32);
  private final UnetSize images = new UnetSize(9, List.of(16, 32));
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"eager", "compile", "bfloat16", "compile-bfloat16"})
  void everyModeLearns(String mode) {
    float[] rows = MadeUp.shard(0, ROWS, size.dimension()).floats();
    PeerTable table =
        new PeerTable(folder.resolve("table"), size, rows, rows, MadeUp.levels(LEVELS));

    Found untrained =
        table.fit(peer(), way(mode), 0, settings("--rate", "0", "--minibatches", "16"));
    Found found =
        table.fit(peer(), way(mode), 0, settings("--rate", "3e-3", "--minibatches", "6000"));

    assertThat(found.loss()).isLessThan(untrained.loss() - 10 * untrained.error());
    assertThat(found.parameters()).hasSize(size.spec().parameters());
  }

  /** The moving average of the parameters follows so few minibatches. */
  private static List<String> settings(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("--average", "0.9"));
    return all;
  }

  /**
   * The peer's network is untrained: its score is that of N(0, I). Each step scales a row and adds
   * noise, so the variance of samples is known. 16 bits round a number by up to 2⁻⁸.
   */
  @Test
  void everyModeSamplesTheSameDistribution() {
    List<String> work =
        new ArrayList<>(
            List.of(
                "sample",
                "--levels",
                String.valueOf(LEVELS),
                "--steps",
                String.valueOf(STEPS),
                "--seconds",
                "1"));
    work.addAll(size.arguments());
    double expected = langevinVariance();
    for (String mode : List.of("eager", "compile", "bfloat16", "compile-bfloat16")) {
      JsonNode answer = peer().answer(work, way(mode));
      assertThat(answer.path("rows").asInt()).as(mode).isPositive();
      double numbers = answer.path("rows").asDouble() * size.dimension();
      double error = expected * Math.sqrt(2 / numbers);
      double rounding = mode.contains("bfloat16") ? ROUNDING : 0;
      assertThat(answer.path("variance").asDouble())
          .as(mode)
          .isCloseTo(expected, within(4 * error + rounding * expected));
    }
  }

  /** Two modes have what all have; each that compiles takes a while. */
  @ParameterizedTest
  @ValueSource(strings = {"bfloat16", "compile"})
  void modesTrainImages(String mode) {
    List<String> work = new ArrayList<>(List.of("train", "--rows", "101", "--seconds", "0.1"));
    work.addAll(List.of("--batch", "7", "--clip", "0.5"));
    work.addAll(images.arguments());

    JsonNode answer = peer().answer(work, way(mode));

    assertThat(answer.path("rate").asDouble()).isPositive();
    assertThat(answer.path("parameters").asInt()).isEqualTo(images.spec().parameters());
  }

  /** By the solver of the SDE, from an untrained network as above. */
  @ParameterizedTest
  @ValueSource(strings = {"eager", "compile-bfloat16"})
  void modesSampleTheSameImages(String mode) {
    List<String> work = new ArrayList<>(List.of("sample", "--seconds", "1", "--chunk", "32"));
    work.addAll(List.of("--steps", String.valueOf(STEPS)));
    work.addAll(images.arguments());
    double expected = sdeVariance();

    JsonNode answer = peer().answer(work, way(mode));

    double numbers = answer.path("rows").asDouble() * images.spec().dimension();
    double rounding = mode.contains("bfloat16") ? ROUNDING : 0;
    assertThat(answer.path("variance").asDouble())
        .isCloseTo(expected, within(expected * (4 * Math.sqrt(2 / numbers) + rounding)));
  }

  /**
   * Follows the weights of the start's noise and of each step's noise through the solver, in which
   * a row of the untrained network is denoised by division by 1 + σ².
   */
  private static double sdeVariance() {
    NoiseSchedule path = MadeUp.levels(LEVELS).respaced(ScheduleKind.KARRAS, STEPS);
    double[] sigmas = IntStream.range(0, STEPS).mapToDouble(path::sigma).toArray();
    double[] x = new double[STEPS];
    double[] before = new double[STEPS];
    x[0] = Math.sqrt(1 + sigmas[0] * sigmas[0]);
    double lengthBefore = Double.POSITIVE_INFINITY;
    for (int step = 0; step + 1 < STEPS; step++) {
      double kept = Math.pow(sigmas[step + 1] / sigmas[step], 2);
      double length = -Math.log(kept) / 2;
      double ahead = length / lengthBefore / 2;
      for (int i = 0; i < STEPS; i++) {
        double now = x[i] / (1 + sigmas[step] * sigmas[step]);
        x[i] = kept * x[i] + (1 - kept) * ((1 + ahead) * now - ahead * before[i]);
        before[i] = now;
      }
      x[step + 1] = sigmas[step + 1] * Math.sqrt(1 - kept);
      lengthBefore = length;
    }
    double last = sigmas[STEPS - 1];
    return Arrays.stream(x).map(weight -> Math.pow(weight / (1 + last * last), 2)).sum();
  }

  private static double langevinVariance() {
    NoiseSchedule levels = MadeUp.levels(LEVELS);
    double variance = 1 + levels.largest() * levels.largest();
    for (int level = 0; level < LEVELS; level++) {
      double sigma = levels.sigma(level);
      double step = 2e-5 * Math.pow(sigma / levels.smallest(), 2);
      for (int i = 0; i < STEPS; i++) {
        variance = variance * Math.pow(1 - step / (1 + sigma * sigma), 2) + 2 * step;
      }
    }
    double least = levels.smallest() * levels.smallest();
    return variance * Math.pow(1 - least / (1 + least), 2);
  }

  private Peer peer() {
    return Peer.find(folder, Map.of(PeerEnvironment.VARIABLE, Tool.peersPython())).orElseThrow();
  }

  private static List<String> way(String mode) {
    return List.of("--processes", "1", "--threads", "1", "--mode", mode);
  }
}
