package io.ncsn.job;

import static org.apache.spark.sql.functions.col;

import java.util.stream.IntStream;
import org.apache.spark.ml.clustering.GaussianMixture;
import org.apache.spark.ml.clustering.GaussianMixtureModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * A program that ranks anomalies by Spark ML's mixtures of normals. In a process of its own: Spark
 * ML loads the system's LAPACK, which beside the OpenBLAS that libtorch brings has crashed.
 */
final class MixturesOfNormals {
  private MixturesOfNormals() {}

  /** Table, columns, and numbers of normals; the latter two with commas. */
  public static void main(String[] arguments) {
    try (SparkSession spark = SparkSession.builder().appName("mixtures").getOrCreate()) {
      Dataset<Row> vectors =
          new VectorAssembler()
              .setInputCols(arguments[1].split(","))
              .setOutputCol("features")
              .transform(spark.read().parquet(arguments[0]))
              .cache();
      for (String components : arguments[2].split(",")) {
        double found = ranking(ranked(vectors, Integer.parseInt(components)));
        // in one piece: Spark's log goes to the same pipe
        String line = "AUROC of a mixture of %s normals: %.4f".formatted(components, found);
        System.out.println(line);
      }
    }
  }

  private static Dataset<Row> ranked(Dataset<Row> vectors, int components) {
    GaussianMixtureModel model =
        new GaussianMixture().setK(components).setMaxIter(100).setSeed(1).fit(vectors);
    UDF1<Vector, Double> odd =
        x ->
            -Math.log(
                IntStream.range(0, components)
                    .mapToDouble(k -> model.weights()[k] * model.gaussians()[k].pdf(x))
                    .sum());
    return vectors.withColumn(
        "odd", functions.udf(odd, DataTypes.DoubleType).apply(col("features")));
  }

  /** Area under the ROC curve of the column "odd" for the label "anomaly". */
  static double ranking(Dataset<Row> ranked) {
    return new BinaryClassificationEvaluator()
        .setMetricName("areaUnderROC")
        .setLabelCol("anomaly")
        .setRawPredictionCol("odd")
        .evaluate(ranked);
  }
}
