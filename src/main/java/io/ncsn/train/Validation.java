package io.ncsn.train;

import io.ncsn.noise.NoiseSchedule;
import java.util.List;

/**
 * Hold-out loss of the moving average after a round.
 *
 * @param loss mean over all noise levels
 * @param bands losses by band of noise levels, from large σ to small
 */
public record Validation(int round, double loss, List<Band> bands) {
  public Validation {
    bands = List.copyOf(bands);
  }

  /**
   * Mean loss over a band.
   *
   * @param sigmaBegin its largest noise level
   * @param sigmaEnd its smallest
   */
  public record Band(double sigmaBegin, double sigmaEnd, double loss) {}

  /** From the losses of each hold-out shard at each band, in which shards keep their order. */
  static Validation of(int round, NoiseSchedule schedule, List<HoldoutScorer.BandLoss> losses) {
    int[] edges = Bands.edges(schedule);
    double[] sums = new double[edges.length - 1];
    long[] rows = new long[sums.length];
    for (HoldoutScorer.BandLoss shard : losses) {
      sums[shard.band()] += shard.sum();
      rows[shard.band()] += shard.rows();
    }
    Band[] bands = new Band[sums.length];
    double total = 0;
    for (int band = 0; band < bands.length; band++) {
      double loss = sums[band] / rows[band];
      bands[band] =
          new Band(schedule.sigma(edges[band]), schedule.sigma(edges[band + 1] - 1), loss);
      total += loss * (edges[band + 1] - edges[band]);
    }
    return new Validation(round, total / schedule.size(), List.of(bands));
  }
}
