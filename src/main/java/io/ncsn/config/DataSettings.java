package io.ncsn.config;

import java.util.List;
import java.util.Optional;

/**
 * {@code data.*}: which rows and columns, and what to do with the bad ones.
 *
 * @param input path, Hadoop URI, or {@code dataset:NAME}
 * @param format {@code auto} goes by the file name's ending
 * @param columns numeric columns by name; empty means all numeric ones
 * @param features one Spark ML Vector or array column instead of {@code columns}
 * @param exclude columns to leave out of "all numeric ones"
 * @param holdout fraction of rows held out of training, in [0, 1)
 * @param rows row count of a generated {@code dataset:NAME}
 * @param seed seed of a generated {@code dataset:NAME} and of the split and shuffle
 */
public record DataSettings(
    String input,
    Format format,
    List<String> columns,
    Optional<String> features,
    List<String> exclude,
    BadRows badRows,
    Scale scale,
    double holdout,
    long rows,
    long seed) {

  /** These settings for another table. */
  public DataSettings withInput(String other) {
    return new DataSettings(
        other, format, columns, features, exclude, badRows, scale, holdout, rows, seed);
  }

  /** These settings for columns by name. */
  public DataSettings withColumns(List<String> names) {
    return new DataSettings(
        input, format, names, Optional.empty(), List.of(), badRows, scale, holdout, rows, seed);
  }

  /** These settings for one vector or array column. */
  public DataSettings withFeatures(String name) {
    return new DataSettings(
        input,
        format,
        List.of(),
        Optional.of(name),
        List.of(),
        badRows,
        scale,
        holdout,
        rows,
        seed);
  }

  /** These settings with another share of rows held out. */
  public DataSettings withHoldout(double share) {
    return new DataSettings(
        input, format, columns, features, exclude, badRows, scale, share, rows, seed);
  }

  /** {@code data.format}. */
  public enum Format {
    AUTO,
    PARQUET,
    CSV,
    JSON,
    ORC
  }

  /** {@code data.bad-rows}. */
  public enum BadRows {
    FAIL,
    DROP,
    QUARANTINE
  }

  /** {@code data.scale}: one mean and scale a column; one scale for all (pixels); or none. */
  public enum Scale {
    COLUMN,
    GLOBAL,
    NONE
  }
}
