package io.ncsn.job;

import io.ncsn.config.Choice;
import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.NoiseSettings;
import io.ncsn.config.ObjectiveSettings;
import io.ncsn.data.distance.MaximumDistance;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.RowProducts;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Techniques;
import io.ncsn.output.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns {@code noise.*} into a schedule: what {@code auto} comes to is worked out from the table,
 * logged and recorded.
 */
final class NoiseResolution {
  private static final Logger LOG = LoggerFactory.getLogger(NoiseResolution.class);

  private NoiseResolution() {}

  /** The schedule for {@code table}; {@code record} gets the values in force. */
  static NoiseSchedule resolve(PreparedTable table, RunRecord record) {
    NoiseSettings settings = record.settings().settings().noise();
    double end = settings.sigmaEnd().orElse(NoiseSettings.AUTOMATIC_SIGMA_END);
    ObjectiveSettings objective = record.settings().settings().train().objective();
    if (!objective.kind().isMultiScale()) {
      return oneLevel(objective.sigma() > 0 ? objective.sigma() : end);
    }
    double begin = settings.sigmaBegin().orElseGet(() -> begin(table, end));
    int dimension = table.schema().dimension();
    int levels = settings.levels().orElseGet(() -> Techniques.levelCount(dimension, begin, end));
    EffectiveSettings known = record.settings();
    if (settings.sigmaBegin().isEmpty()) {
      known = known.resolved("noise.sigma-begin", number(begin));
    }
    if (settings.sigmaEnd().isEmpty()) {
      known = known.resolved("noise.sigma-end", number(end));
    }
    if (settings.levels().isEmpty()) {
      known = known.resolved("noise.levels", Integer.toString(levels));
    }
    record.settle(known);
    LOG.info(
        "Noise: {} {} levels from {} to {}",
        levels,
        Choice.name(settings.schedule()),
        number(begin),
        number(end));
    return NoiseSchedule.of(settings.schedule(), begin, end, levels);
  }

  /**
   * The level that the score belongs to; a score of the rows as they are stands for that of the
   * least noise.
   */
  private static NoiseSchedule oneLevel(double sigma) {
    LOG.info("Noise: one level, {}", number(sigma));
    return NoiseSchedule.of(ScheduleKind.GEOMETRIC, sigma, sigma, 1);
  }

  /** Technique 1; never so near σ_L that there is nothing to anneal, as when all rows are alike. */
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
