package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of a run, from made-up measurements. */
class BenchResultTest {
  /** 200 GFLOP/s. */
  private static final double PEAK = 200e9;

  private final Quantity training = new Quantity("train-2", "rows/s", 100_000, Target.ofPeer(1.5));

  @Test
  void theRatioIsOfMediansToTheFasterWayOfThePeer() {
    Line line =
        new Line(
            training,
            samples(900_000, 1_000_000, 5_000_000),
            Map.of(
                "1 × 2", samples(100_000, 100_000, 900_000),
                "2 × 1", samples(500_000, 700_000, 400_000)),
            PEAK);

    assertThat(line.betterPeer().orElseThrow().getKey()).isEqualTo("2 × 1");
    assertThat(line.ratio().orElseThrow()).isEqualTo(2);
    assertThat(training.target().isMet(line)).isTrue();
    assertThat(Target.ofPeer(2.01).isMet(line)).isFalse();
  }

  @Test
  void theShareIsOfWhatSgemmDoesOnAsManyThreads() {
    Line line = new Line(training, samples(1_000_000), Map.of(), PEAK);

    assertThat(line.flops().orElseThrow()).isEqualTo(1e11);
    assertThat(line.share().orElseThrow()).isCloseTo(0.5, within(1e-12));
    assertThat(Target.ofSgemm(0.5).isMet(line)).isTrue();
    assertThat(Target.ofSgemm(0.51).isMet(line)).isFalse();
    assertThat(line.ratio()).as("no peer, no ratio").isEmpty();
    assertThat(training.target().isMet(line)).as("not met without a peer").isFalse();
  }

  @Test
  void whatIsNoRateOfArithmeticHasNoShare() {
    Quantity outside = new Quantity("outside", "of time", 0, Target.atMost(0.05));
    Line line = new Line(outside, samples(0.04, 0.07, 0.05), Map.of(), PEAK);

    assertThat(line.share()).isEmpty();
    assertThat(outside.target().isMet(line)).as("0.05 is the median").isTrue();
    assertThat(Target.atMost(0.049).isMet(line)).isFalse();
  }

  @Test
  void theTableShowsMediansRangesAndWhetherTargetsAreMet() {
    Line line =
        new Line(
            training,
            samples(1_000_000, 900_000, 1_200_000),
            Map.of("2 × 1", samples(800_000)),
            PEAK);
    BenchResult result = new BenchResult(Map.of("cpu", "a processor"), List.of(line));

    assertThat(result.markdown())
        .contains("- cpu: a processor\n")
        .endsWith(
            "| train-2 | rows/s | 1,000,000 | 900,000 – 1,200,000 | 100 | 50 % | 800,000 |"
                + " 800,000 – 800,000 | 2 × 1 | 1.25 | ≥ 1.5 × peer | no |\n");
    assertThat(result.text().lines().skip(3))
        .singleElement()
        .satisfies(row -> assertThat(row.split(" {2,}")).contains("train-2", "1,000,000", "1.25"));
    assertThat(result.ratioChart()).contains(">train-2<", ">1.25<");
    assertThat(result.tree().get("lines").toString()).contains("ratio=1.25", "met=false");
  }

  @Test
  void onlyLessThanHalfOfTheRecordedShareIsACollapse() {
    Line line = new Line(training, samples(1_000_000), Map.of(), PEAK); // half of sgemm
    BenchResult result = new BenchResult(Map.of(), List.of(line));

    assertThat(result.collapses(Map.of("train-2", 0.99, "not-measured", 0.9))).isEmpty();
    assertThat(result.collapses(Map.of("train-2", 1.01)))
        .singleElement()
        .asString()
        .contains("train-2 reaches 50 % of sgemm", "101 % recorded");
  }

  private static Samples samples(double... values) {
    Samples samples = new Samples();
    for (double value : values) {
      samples.add(value);
    }
    return samples;
  }
}
