package io.ncsn.cli;

import org.apache.spark.sql.SparkSession;

/** The session of a process that makes tables for a test. */
final class OwnSession {
  private OwnSession() {}

  static SparkSession.Builder builder() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4");
  }
}
