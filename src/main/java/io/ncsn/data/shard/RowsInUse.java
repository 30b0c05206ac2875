package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.RowRoles;
import io.ncsn.data.read.HoldoutColumn;
import io.ncsn.data.read.SourceTable;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table's rows as often as they count, with what they say about the side of the split that they
 * are on.
 *
 * @param source the table without the column of weights
 * @param each the same, with each row once
 * @param weights how its rows count, if not alike
 * @param read the rows of each file, if the rows do not say any more from which file they are
 */
record RowsInUse(
    SourceTable source,
    SourceTable each,
    Optional<WeightFacts> weights,
    Optional<Map<String, Long>> read) {
  private static final Logger LOG = LoggerFactory.getLogger(RowsInUse.class);

  /**
   * Returns the rows that {@code settings} ask for.
   *
   * @throws io.ncsn.data.codec.DataException if a column of weights or of sides cannot be used
   */
  static RowsInUse of(SourceTable given, DataSettings settings) {
    RowRoles roles = settings.roles();
    SourceTable sided =
        roles.holdoutColumn().map(name -> HoldoutColumn.of(given, name)).orElse(given);
    return roles
        .weight()
        .map(name -> weighed(sided, name, settings))
        .orElseGet(() -> new RowsInUse(sided, sided, Optional.empty(), Optional.empty()));
  }

  private static RowsInUse weighed(SourceTable sided, String name, DataSettings settings) {
    RowWeights weights = RowWeights.of(sided, name);
    WeightSums sums = weights.sums();
    if (sums.rows() == 0) {
      SourceTable none = weights.left();
      return new RowsInUse(none, none, Optional.empty(), Optional.empty());
    }
    WeightFacts facts = sums.facts(name);
    LOG.info(
        "Weights of {}: mean {} over {} rows, which say as much of a mean as {} rows that count alike",
        sided.name(),
        facts.mean(),
        facts.rows(),
        Math.round(facts.effectiveRows()));
    SourceTable each = weights.left();
    return sums.areEqual()
        ? new RowsInUse(each, each, Optional.of(facts), Optional.empty())
        : new RowsInUse(
            weights.repeated(facts.mean(), settings),
            each,
            Optional.of(facts),
            Optional.of(sums.read()));
  }
}
