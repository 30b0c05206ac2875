import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Prints one line for each directory of Parquet files that is named: its name, and the SHA-256 of
 * its rows as JSON in ascending order. The value does not depend on how the rows are cut into files.
 */
class RowHashes {
  public static void main(String[] directories) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    for (String directory : directories) {
      List<String> rows = spark.read().parquet(directory).toJSON().collectAsList();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      rows.stream()
          .sorted()
          .forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
      System.out.println(directory + " " + HexFormat.of().formatHex(digest.digest()));
    }
    spark.stop();
  }
}
