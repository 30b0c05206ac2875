package io.ncsn.data.read;

import io.ncsn.config.DataSettings.Format;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/**
 * Spark SQL that goes through its expressions row by row. By default it writes Java code for each
 * plan, and compiles and loads it: some hundredths of a second a plan and as much of Java's
 * compilers, which few rows never repay. The values are the same to the bit.
 */
public final class Interpreted {
  /** Most bytes of a small table. */
  static final long FEW_BYTES = 8L << 20;

  private static final Set<Format> FORMATS =
      Set.of(Format.CSV, Format.JSON, Format.PARQUET, Format.ORC);

  private Interpreted() {}

  /** Returns a session with the settings of another, whose plans become no code. */
  public static SparkSession session(SparkSession spark) {
    SparkSession interpreted = spark.cloneSession();
    interpreted.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    interpreted.conf().set("spark.sql.codegen.wholeStage", false);
    return interpreted;
  }

  /** Returns the table, whose plans become no code if its files are small. */
  static SourceTable ifSmall(SourceTable source) {
    long bytes = source.files().stream().mapToLong(FileStatus::getLen).sum();
    return FORMATS.contains(source.format()) && bytes > 0 && bytes <= FEW_BYTES
        ? source.withRows(
            Dataset.ofRows(
                session(source.table().sparkSession()), source.table().queryExecution().logical()))
        : source;
  }
}
