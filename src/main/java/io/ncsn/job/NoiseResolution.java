package io.ncsn.job;

import io.ncsn.config.Choice;
import io.ncsn.config.NoiseSettings;
import io.ncsn.data.distance.MaximumDistance;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.Objective;
import io.ncsn.network.RowProducts;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Techniques;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns {@code noise.*} into a schedule, and settles each {@code auto} among these settings by the
 * table.
 */
final class NoiseResolution {
  private static final Logger LOG = LoggerFactory.getLogger(NoiseResolution.class);

  private NoiseResolution() {}

  /** Returns the schedule for {@code table}. {@code settled} receives the values in force. */
  static NoiseSchedule resolve(PreparedTable table, SettledSettings settled) {
    NoiseSettings settings = settled.get().settings().noise();
    double end = settings.sigmaEnd().orElse(NoiseSettings.AUTOMATIC_SIGMA_END);
    Objective objective = settled.get().settings().train().objective();
    if (!objective.isMultiScale()) {
      return oneLevel(objective.sigma() > 0 ? objective.sigma() : end);
    }
    double begin = settings.sigmaBegin().orElseGet(() -> begin(table, end));
    int dimension = table.schema().dimension();
    int levels = settings.levels().orElseGet(() -> Techniques.levelCount(dimension, begin, end));
    Map<String, String> found = new TreeMap<>();
    if (settings.sigmaBegin().isEmpty()) {
      found.put("noise.sigma-begin", number(begin));
    }
    if (settings.sigmaEnd().isEmpty()) {
      found.put("noise.sigma-end", number(end));
    }
    if (settings.levels().isEmpty()) {
      found.put("noise.levels", Integer.toString(levels));
    }
    settled.settle(found);
    LOG.info(
        "Noise: {} {} levels from {} to {}",
        levels,
        Choice.name(settings.schedule()),
        number(begin),
        number(end));
    return NoiseSchedule.of(settings.schedule(), begin, end, levels);
  }

  /**
   * Returns the level of the score. A score of rows without noise stands for that at the least
   * noise level.
   */
  private static NoiseSchedule oneLevel(double sigma) {
    LOG.info("Noise: one level, {}", number(sigma));
    return NoiseSchedule.of(ScheduleKind.GEOMETRIC, sigma, sigma, 1);
  }

  /**
   * Returns σ₁ by Technique 1. It is never so close to σ_L that there is nothing to anneal, as when
   * all rows are alike.
   */
  private static double begin(PreparedTable table, double end) {
    MaximumDistance distance = MaximumDistance.of(table, new RowProducts());
    if (!distance.exact()) {
      LOG.info(
          "The greatest distance of two training rows is between {} and {}; taking the former as noise.sigma-begin",
          number(distance.value()),
          number(distance.upperBound()));
    }
    return Math.max(distance.value(), 2 * end);
  }

  private static String number(double value) {
    return Double.toString(value);
  }
}
