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

  /** From sums over hold-out shards, in shard order. */
  static Validation of(int round, NoiseSchedule schedule, List<HoldoutScorer.BandSums> shards) {
    int[] edges = Bands.edges(schedule);
    Band[] bands = new Band[edges.length - 1];
    long rows = shards.stream().mapToLong(HoldoutScorer.BandSums::rows).sum();
    double total = 0;
    for (int band = 0; band < bands.length; band++) {
      double sum = 0;
      for (HoldoutScorer.BandSums shard : shards) {
        sum += shard.losses()[band];
      }
      double loss = sum / rows;
      bands[band] =
          new Band(schedule.sigma(edges[band]), schedule.sigma(edges[band + 1] - 1), loss);
      total += loss * (edges[band + 1] - edges[band]);
    }
    return new Validation(round, total / schedule.size(), List.of(bands));
  }
}
