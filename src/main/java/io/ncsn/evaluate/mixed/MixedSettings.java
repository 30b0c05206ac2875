package io.ncsn.evaluate.mixed;

import io.ncsn.config.EvaluateSettings;
import java.util.Optional;

/**
 * How much work the measures do.
 *
 * @param seed chooses rows, folds and splits
 * @param rows rows of each table that are compared; a larger table gives about as many, chosen by a
 *     stable hash
 * @param classifierRows rows of each table that classifiers tell apart
 * @param nearestRows rows of each table whose nearest neighbours are searched
 * @param target the column that classifiers predict for {@link Utility}; empty for none
 */
public record MixedSettings(
    long seed, int rows, int classifierRows, int nearestRows, Optional<String> target) {
  private static final int ROWS = 500_000;
  private static final int CLASSIFIER_ROWS = 10_000;
  private static final int NEAREST_ROWS = 10_000;

  /** Returns what {@code evaluate.*} asks for. */
  public static MixedSettings of(EvaluateSettings settings) {
    int rows = settings.mixedRows();
    return new MixedSettings(
        settings.seed(),
        rows,
        Math.min(rows, CLASSIFIER_ROWS),
        Math.min(rows, NEAREST_ROWS),
        settings.target());
  }

  /** Returns the default settings, without a target. */
  public static MixedSettings defaults() {
    return new MixedSettings(0, ROWS, CLASSIFIER_ROWS, NEAREST_ROWS, Optional.empty());
  }

  /** Returns these settings with a target. */
  public MixedSettings withTarget(String column) {
    return new MixedSettings(seed, rows, classifierRows, nearestRows, Optional.of(column));
  }

  /** Returns these settings with another seed. */
  public MixedSettings withSeed(long other) {
    return new MixedSettings(other, rows, classifierRows, nearestRows, target);
  }

  /** Returns these settings with other limits of rows. */
  public MixedSettings withRows(int compared, int classified, int searched) {
    return new MixedSettings(seed, compared, classified, searched, target);
  }
}
