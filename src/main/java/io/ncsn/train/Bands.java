package io.ncsn.train;

import io.ncsn.noise.NoiseSchedule;
import java.util.List;
import java.util.stream.IntStream;

/** Noise levels in up to eight bands of neighbours, for reporting. */
final class Bands {
  static final int MOST = 8;

  private Bands() {}

  /** Returns the numbers of the bands, from 0. */
  static List<Integer> numbers(NoiseSchedule schedule) {
    return IntStream.range(0, edges(schedule).length - 1).boxed().toList();
  }

  /** First level of each band, and at the end the number of levels. */
  static int[] edges(NoiseSchedule schedule) {
    int bands = Math.min(MOST, schedule.size());
    int[] edges = new int[bands + 1];
    for (int band = 0; band <= bands; band++) {
      edges[band] = band * schedule.size() / bands;
    }
    return edges;
  }
}
