package io.ncsn.ml;

import io.ncsn.data.codec.DataException;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * A program in Java whose executors do not see a directory of the driver's: it draws rows from a
 * model there, and prints why it cannot fit one there.
 */
public final class OwnDisks {
  private OwnDisks() {}

  /**
   * Runs on a cluster, with these arguments: the directory, the model's path, number of rows, seed,
   * and path of the rows.
   */
  public static void main(String[] arguments) {
    try (SparkSession session = SparkSession.builder().getOrCreate()) {
      DrawnRows.write(
          arguments[1], Long.parseLong(arguments[2]), Long.parseLong(arguments[3]), arguments[4]);
      fit(session, arguments[0]);
    }
  }

  private static void fit(SparkSession session, String directory) {
    NoiseConditionalScoreNetwork estimator =
        new NoiseConditionalScoreNetwork()
            .setMaxRounds(1)
            .setSettings(Map.of("network.hidden", "[5]"))
            .setWorkDir(directory);
    try {
      estimator.fit(session.range(101).selectExpr("sin(id) as a", "cos(id) as b"));
    } catch (DataException told) {
      System.out.println(told.getMessage());
    }
  }
}
