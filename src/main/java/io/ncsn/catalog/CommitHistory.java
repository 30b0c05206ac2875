package io.ncsn.catalog;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table format that commits rows in one step and remembers with each commit a word of its
 * writer's.
 */
enum CommitHistory {
  DELTA {
    @Override
    Map<String, String> options(String commit) {
      // Delta Lake itself leaves out a commit of an application's version that it has already.
      return Map.of("userMetadata", commit, "txnAppId", commit, "txnVersion", "1");
    }

    @Override
    Dataset<Row> versions(SparkSession spark, String table, String commit) {
      return spark
          .sql("DESCRIBE HISTORY " + table)
          .where(col("userMetadata").equalTo(commit))
          .select(col("version").cast("string"));
    }
  },

  ICEBERG {
    private static final String PROPERTY = "ncsn-commit";

    @Override
    Map<String, String> options(String commit) {
      return Map.of("snapshot-property." + PROPERTY, commit);
    }

    @Override
    Dataset<Row> versions(SparkSession spark, String table, String commit) {
      return spark
          .table(table + ".snapshots")
          .where(col("summary").getItem(PROPERTY).equalTo(commit))
          .select(col("snapshot_id").cast("string"));
    }
  };

  /** Returns the format that a table's provider names; empty if it remembers nothing. */
  static Optional<CommitHistory> of(String provider) {
    return Arrays.stream(values())
        .filter(format -> format.name().equalsIgnoreCase(provider))
        .findFirst();
  }

  /** Returns the options of a write that is to be remembered. */
  abstract Map<String, String> options(String commit);

  /** Returns the versions of a table that were committed with a word. */
  abstract Dataset<Row> versions(SparkSession spark, String table, String commit);
}
