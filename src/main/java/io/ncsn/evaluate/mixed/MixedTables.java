package io.ncsn.evaluate.mixed;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables that are compared, with common codes of categories. */
final class MixedTables implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[][] levels;
  private final MixedTable training;
  private final MixedTable synthetic;
  private final MixedTable holdout;

  /**
   * Takes the tables.
   *
   * @param levels cells of each category's levels, in the order of their codes; null for numbers
   * @param holdout may be empty
   */
  MixedTables(
      long[][] levels, MixedTable training, MixedTable synthetic, Optional<MixedTable> holdout) {
    this.levels = levels.clone();
    this.training = training;
    this.synthetic = synthetic;
    this.holdout = holdout.orElse(null);
  }

  /** Returns the training, the synthetic and, if there are any, the hold-out rows. */
  Stream<MixedTable> all() {
    return Stream.of(training, synthetic, holdout).filter(Objects::nonNull);
  }

  /** Returns the cells of a category's levels, in the order of their codes. */
  long[] levels(int column) {
    return levels[column];
  }

  MixedTable training() {
    return training;
  }

  MixedTable synthetic() {
    return synthetic;
  }

  Optional<MixedTable> holdout() {
    return Optional.ofNullable(holdout);
  }
}
