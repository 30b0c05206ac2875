package io.ncsn.cli;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Makes tables of Delta Lake and Iceberg, and deletes rows of them. It runs in a process of its
 * own, with the jars of both formats.
 */
final class LakeTables {
  /** The rows that are left, as plain Parquet. */
  static final String LIVE = "live";

  private LakeTables() {}

  /**
   * Makes everything.
   *
   * @param arguments the directory of the tables
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    SparkSession spark = session(directory).getOrCreate();
    delta(spark, directory);
    iceberg(spark);
    spark.read().format("delta").load(directory + "/delta").write().parquet(directory + "/" + LIVE);
    spark.stop();
  }

  /** Returns a session with a catalogue of each format. */
  static SparkSession.Builder session(Path directory) {
    return OwnSession.builder()
        .config("spark.sql.warehouse.dir", directory + "/warehouse")
        .config(
            "spark.sql.extensions",
            "io.delta.sql.DeltaSparkSessionExtension,org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", "2") // 50 for each look at a log
        .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
        .config("spark.sql.catalog.lake.type", "hadoop")
        .config("spark.sql.catalog.lake.warehouse", directory + "/iceberg");
  }

  private static void delta(SparkSession spark, Path directory) {
    spark.sql(
        "CREATE TABLE default.people (id INT, a DOUBLE, b DOUBLE) USING delta LOCATION '%s/delta' TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
            .formatted(directory));
    spark.sql("INSERT INTO default.people " + rows());
    spark.sql("DELETE FROM default.people WHERE id % 7 = 3"); // by deletion vectors
    spark.sql("DELETE FROM default.people WHERE id >= 1009");
  }

  private static void iceberg(SparkSession spark) {
    spark.sql("CREATE TABLE lake.db.people (id INT, a DOUBLE, b DOUBLE) USING iceberg");
    spark.sql("INSERT INTO lake.db.people " + rows());
    spark.sql("DELETE FROM lake.db.people WHERE id % 7 = 3 OR id >= 1009");
  }

  private static String rows() {
    return "SELECT /*+ REPARTITION(3) */ CAST(id AS INT), 100 + 3 * sin(id), exp(cos(0.7 * id)) FROM range(0, 1301, 1, 3)";
  }
}
