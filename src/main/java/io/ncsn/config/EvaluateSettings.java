package io.ncsn.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code evaluate.*}.
 *
 * @param limit at most so many rows of each table, chosen by a stable hash; empty for {@code auto}
 * @param projections directions of the sliced Wasserstein distance
 * @param features what images are compared in
 * @param target column of a mixed table that trees predict to measure what samples are worth
 */
public record EvaluateSettings(
    OptionalInt limit,
    int projections,
    long seed,
    FeatureSource features,
    Optional<String> target) {
  /** Features of images. */
  public enum Features {
    /** Those of a classifier if images have labels, else those of random convolutions. */
    AUTO,
    RANDOM,
    CLASSIFIER,
    /** Those of a TorchScript module that the user brings, such as Inception. */
    MODULE
  }

  /** What images are compared in. */
  public static final String FEATURES = "evaluate.features";

  /** Metrics of pairs take a time that grows with its square. */
  private static final int MOST_ROWS = 1_000_000;

  private static final int MOST_PROJECTIONS = 100_000;
  private static final int ROWS = 5000;
  private static final int MIXED_ROWS = 500_000;
  private static final int MOST_NAMED = 20;

  /** Makes settings without a target. */
  public EvaluateSettings(int rows, int projections, long seed) {
    this(OptionalInt.of(rows), projections, seed, FeatureSource.AUTO, Optional.empty());
  }

  /** Reads {@code evaluate.*}. */
  public static EvaluateSettings read(Values values) {
    return new EvaluateSettings(
        values.integer("evaluate.rows", Kind.integer(2, MOST_ROWS).orAuto()),
        values.read("evaluate.projections", Kind.integer(1, MOST_PROJECTIONS)),
        values.read("evaluate.seed", Kind.seed()),
        values.read(FEATURES, FeatureSource.kind()),
        values.read("evaluate.target", Kind.text("the name of a column").orNone()));
  }

  /**
   * Checks that the target is one of the columns that are measured.
   *
   * @param columns their names
   * @throws ConfigException if it is none of them
   */
  public void requireTarget(List<String> columns) {
    target
        .filter(name -> !columns.contains(name))
        .ifPresent(
            name -> {
              throw new ConfigException(
                  "Cannot predict column '%s' (evaluate.target): it is none of the columns that the model draws; %s"
                      .formatted(
                          name,
                          Nearest.of(name, columns)
                              .map("did you mean '%s'?"::formatted)
                              .orElseGet(() -> "name one of " + some(columns))));
            });
  }

  private static String some(List<String> columns) {
    String more = columns.size() > MOST_NAMED ? ", ..." : "";
    return String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size()))) + more;
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
