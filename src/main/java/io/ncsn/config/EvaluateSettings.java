package io.ncsn.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code evaluate.*}.
 *
 * @param limit at most so many rows of each table, chosen by a stable hash; empty for {@code auto}
 * @param projections directions of the sliced Wasserstein distance
 * @param target column of a mixed table that trees predict to measure what samples are worth
 */
public record EvaluateSettings(
    OptionalInt limit, int projections, long seed, Optional<String> target) {
  /** Metrics of pairs take a time that grows with its square. */
  private static final int MOST_ROWS = 1_000_000;

  private static final int MOST_PROJECTIONS = 100_000;
  private static final int ROWS = 5000;
  private static final int MIXED_ROWS = 500_000;

  /** Makes settings without a target. */
  public EvaluateSettings(int rows, int projections, long seed) {
    this(OptionalInt.of(rows), projections, seed, Optional.empty());
  }

  /** Reads {@code evaluate.*}. */
  public static EvaluateSettings read(Values values) {
    return new EvaluateSettings(
        values.integer("evaluate.rows", Kind.integer(2, MOST_ROWS).orAuto()),
        values.read("evaluate.projections", Kind.integer(1, MOST_PROJECTIONS)),
        values.read("evaluate.seed", Kind.seed()),
        values.read("evaluate.target", Kind.text("the name of a column").orNone()));
  }

  /** Returns the greatest number of rows of each table of numbers. */
  public int rows() {
    return limit.orElse(ROWS);
  }

  /** Returns the greatest number of rows of each mixed table. */
  public int mixedRows() {
    return limit.orElse(MIXED_ROWS);
  }
}
