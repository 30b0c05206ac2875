package io.ncsn.cli;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Makes tables in a metastore of Hive on Derby. It runs in a process of its own, with Spark's part
 * for Hive.
 */
final class HiveTables {
  /** The rows of all tables, as plain Parquet. */
  static final String LIVE = "live";

  private static final String ROWS =
      "SELECT /*+ REPARTITION(3) */ CAST(id AS INT) AS id, 100 + 3 * sin(id) AS a, exp(cos(0.7 * id)) AS b, CAST(id % 3 AS INT) AS part FROM range(0, 701, 1, 3)";

  private HiveTables() {}

  /**
   * Makes everything.
   *
   * @param arguments the directory of the metastore and of the tables
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    SparkSession spark = session(directory).getOrCreate();
    spark.conf().set("hive.exec.dynamic.partition.mode", "nonstrict");
    spark.sql("CREATE DATABASE census");
    make(
        spark,
        "parted",
        "(id INT, a DOUBLE, b DOUBLE) PARTITIONED BY (part INT) STORED AS PARQUET");
    make(
        spark,
        "text",
        "(id INT, a DOUBLE, b DOUBLE, part INT) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS TEXTFILE");
    make(spark, "orc", "(id INT, a DOUBLE, b DOUBLE, part INT) STORED AS ORC");
    spark.table("census.orc").write().parquet(directory + "/" + LIVE);
    String old = "VALUES (-7, 1, 2, 3, 4)";
    for (String drawn : new String[] {"drawn", "torn"}) {
      spark.sql(
          "CREATE TABLE census.%s (sample_id BIGINT, id INT, a DOUBLE, b DOUBLE, part INT) STORED AS TEXTFILE"
              .formatted(drawn));
      spark.sql("INSERT INTO census.%s %s".formatted(drawn, old));
    }
    spark.sql(
        "CREATE TABLE census.drawn_parts (sample_id BIGINT, id INT, a DOUBLE, b DOUBLE) PARTITIONED BY (part INT) STORED AS TEXTFILE");
    spark.sql("INSERT INTO census.drawn_parts " + old);
    spark.stop();
  }

  private static void make(SparkSession spark, String name, String columns) {
    spark.sql("CREATE TABLE census.%s %s".formatted(name, columns));
    spark.sql("INSERT INTO census.%s %s".formatted(name, ROWS));
  }

  /** Returns a session whose own catalogue is a metastore of Hive on Derby. */
  static SparkSession.Builder session(Path directory) {
    return OwnSession.builder()
        .config("spark.sql.catalogImplementation", "hive")
        .config("spark.sql.warehouse.dir", directory + "/warehouse")
        .config(
            "spark.hadoop.javax.jdo.option.ConnectionURL",
            "jdbc:derby:;databaseName=" + directory + "/metastore;create=true");
  }
}
