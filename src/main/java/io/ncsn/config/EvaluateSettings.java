package io.ncsn.config;

/**
 * {@code evaluate.*}.
 *
 * @param rows at most so many rows of each table, chosen by a stable hash
 * @param projections directions of the sliced Wasserstein distance
 */
public record EvaluateSettings(int rows, int projections, long seed) {
  /** Metrics of pairs take a time that grows with its square. */
  private static final int MOST_ROWS = 1_000_000;

  private static final int MOST_PROJECTIONS = 100_000;

  /** Reads {@code evaluate.*}. */
  public static EvaluateSettings read(Values values) {
    return new EvaluateSettings(
        values.read("evaluate.rows", Kind.integer(2, MOST_ROWS)),
        values.read("evaluate.projections", Kind.integer(1, MOST_PROJECTIONS)),
        values.read("evaluate.seed", Kind.seed()));
  }
}
