package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.RowRoles;
import io.ncsn.data.read.Features;
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
 * @param drawn the same, with each row once that is in {@code source}
 * @param weights how its rows count, if not alike
 * @param read the rows of each file, if the rows do not say any more from which file they are
 */
record RowsInUse(
    SourceTable source,
    SourceTable each,
    SourceTable drawn,
    Optional<WeightFacts> weights,
    Optional<Map<String, Long>> read) {
  private static final Logger LOG = LoggerFactory.getLogger(RowsInUse.class);

  private static RowsInUse alike(SourceTable source, Optional<WeightFacts> weights) {
    return new RowsInUse(source, source, source, weights, Optional.empty());
  }

  /** Returns whether rows are there more than once, or not at all. */
  boolean areRepeated() {
    return read.isPresent();
  }

  /** Returns the same columns of {@link #each}. */
  Features each(Features features) {
    return new Features(each, features.layout(), features.fields());
  }

  /** Returns the same columns of {@link #drawn}. */
  Features drawn(Features features) {
    return new Features(drawn, features.layout(), features.fields());
  }

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
        .orElseGet(() -> alike(sided, Optional.empty()));
  }

  private static RowsInUse weighed(SourceTable sided, String name, DataSettings settings) {
    RowWeights weights = RowWeights.of(sided, name);
    WeightSums sums = weights.sums();
    if (sums.rows() == 0) {
      return alike(weights.left(), Optional.empty());
    }
    WeightFacts facts = sums.facts(name);
    LOG.info(
        "Weights of {}: mean {} over {} rows, which say as much of a mean as {} rows that count alike",
        sided.name(),
        facts.mean(),
        facts.rows(),
        Math.round(facts.effectiveRows()));
    if (sums.areEqual()) {
      return alike(weights.left(), Optional.of(facts));
    }
    RowWeights.Draw draw = weights.draw(facts.mean(), settings);
    return new RowsInUse(
        draw.repeated(), weights.left(), draw.once(), Optional.of(facts), Optional.of(sums.read()));
  }
}
