package io.ncsn.waves;

import java.util.function.Consumer;
import org.apache.spark.sql.types.StructType;

/**
 * Where a job writes its rows.
 *
 * @param directory gets the Parquet files: missing, or left by a job of the same identity
 * @param pace how much is written at once
 * @param check told the rows' schema before anything is written; may refuse it by an exception
 */
public record WaveTarget(String directory, WavePace pace, Consumer<StructType> check) {
  /** A target that takes rows of any schema. */
  public WaveTarget(String directory, WavePace pace) {
    this(directory, pace, schema -> {});
  }
}
