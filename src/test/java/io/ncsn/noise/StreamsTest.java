package io.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class StreamsTest {
  @Test
  void equalKeysGiveEqualStreamsAndEveryPartOfTheKeyCounts() {
    long first = Streams.of(1, Purpose.SAMPLING, 2, 3).nextLong();
    assertThat(Streams.of(1, Purpose.SAMPLING, 2, 3).nextLong()).isEqualTo(first);
    Set<Long> firsts = new HashSet<>(Set.of(first));
    assertThat(firsts.add(Streams.of(2, Purpose.SAMPLING, 2, 3).nextLong())).isTrue();
    assertThat(firsts.add(Streams.of(1, Purpose.TRAINING_NOISE, 2, 3).nextLong())).isTrue();
    assertThat(firsts.add(Streams.of(1, Purpose.SAMPLING, 3, 2).nextLong())).isTrue();
    assertThat(firsts.add(Streams.of(1, Purpose.SAMPLING, 2).nextLong())).isTrue();
    assertThat(firsts.add(Streams.of(1, Purpose.SAMPLING, 2, 3, 0).nextLong())).isTrue();
  }

  /** Counters as keys are the common case: no two of 100,000 neighbours may begin alike. */
  @Test
  void neighbouringKeysDoNotCollide() {
    Set<Long> seen = new HashSet<>();
    for (int block = 0; block < 100_000; block++) {
      assertThat(seen.add(Streams.hash(0, Purpose.SAMPLING, block))).isTrue();
    }
  }

  @Test
  void normalsAcrossStreamsAreStandardNormal() {
    double[] values = new double[20_000];
    float[] block = new float[100];
    for (int stream = 0; stream < 200; stream++) {
      Streams.fillNormal(Streams.of(7, Purpose.SAMPLING, stream), block, block.length);
      for (int i = 0; i < block.length; i++) {
        values[stream * 100 + i] = block[i];
      }
    }
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(), values);
    assertThat(p).as("Kolmogorov–Smirnov p-value, seed 7").isGreaterThan(1e-3);
  }

  @Test
  void permutationsAreUniform() {
    int[] counts = new int[6];
    for (int key = 0; key < 60_000; key++) {
      int[] order = Streams.permutation(Streams.of(3, Purpose.ROW_ORDER, key), 3);
      counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
    }
    for (int count : counts) {
      assertThat((double) count)
          .as("of 60,000 permutations of 3, seed 3")
          .isCloseTo(10_000, within(400.0));
    }
  }
}
