package io.ncsn.ml;

import org.apache.spark.sql.SparkSession;

/** A program in Java that loads a model and writes rows that it draws. */
public final class DrawnRows {
  private DrawnRows() {}

  /** Submitted to a cluster: the model's path, number of rows, seed, and path of the rows. */
  public static void main(String[] arguments) {
    try (SparkSession session = SparkSession.builder().getOrCreate()) {
      write(arguments[0], Long.parseLong(arguments[1]), Long.parseLong(arguments[2]), arguments[3]);
    }
  }

  /** Writes rows by the session that runs. */
  public static void write(String model, long count, long seed, String rows) {
    NoiseConditionalScoreNetworkModel.load(model).sample(count, seed).write().parquet(rows);
  }
}
