package io.ncsn.train;

import io.ncsn.noise.NoiseSchedule;

/** Noise levels in up to eight bands of neighbours, for reporting. */
final class Bands {
  private static final int MOST = 8;

  private Bands() {}

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
