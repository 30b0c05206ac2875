package io.ncsn.evaluate;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.Scaler;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Measures of images, in the features of {@link RandomConvolutions}. All tables are cut to the same
 * number of rows, because the Fréchet distance depends on it; so the floor is that of as many real
 * images.
 */
public final class ImageMeasures {
  /** Number of images of a table whose features take a few seconds. */
  private static final int MOST_ROWS = 2000;

  private static final int LEAST_ROWS = 5;

  private final JavaSparkContext spark;
  private final Matrix real;

  private ImageMeasures(JavaSparkContext spark, Matrix real) {
    this.spark = spark;
    this.real = real;
  }

  /**
   * Compares samples with held-out images.
   *
   * @param asked the shape of images; empty if rows are none
   * @param seed seed of the features' weights
   * @return no metrics if rows are no images, or a table has fewer than 5
   */
  public static List<Metric> of(
      JavaSparkContext spark, Optional<ImageFormat> asked, EvaluationTables tables, long seed) {
    return asked
        .filter(format -> tables.reference().matrix().columns() == format.size())
        .map(format -> of(spark, new RandomConvolutions(format, seed), tables))
        .orElse(List.of());
  }

  private static List<Metric> of(
      JavaSparkContext spark, RandomConvolutions network, EvaluationTables tables) {
    Matrix reference = tables.reference().matrix();
    Matrix samples = tables.samples().matrix();
    Optional<Matrix> training = tables.training().map(GatheredRows::matrix);
    int least = Math.min(reference.rows(), samples.rows());
    int rows = Math.min(MOST_ROWS, training.map(m -> Math.min(least, m.rows())).orElse(least));
    if (rows < LEAST_ROWS) {
      return List.of();
    }
    Scaler scaler = Standardiser.of(reference, Scale.GLOBAL);
    Matrix real = network.of(spark, Standardiser.apply(reference.head(rows), scaler));
    ImageMeasures measures = new ImageMeasures(spark, real);
    Judged judged =
        measures.judge(network.of(spark, Standardiser.apply(samples.head(rows), scaler)));
    Optional<Judged> floor =
        training.map(
            all -> measures.judge(network.of(spark, Standardiser.apply(all.head(rows), scaler))));
    return List.of(
        metric(Measure.FRECHET_DISTANCE, judged.frechet(), floor.map(Judged::frechet)),
        metric(
            Measure.IMAGE_PRECISION,
            judged.manifolds().precision(),
            floor.map(found -> found.manifolds().precision())),
        metric(
            Measure.IMAGE_RECALL,
            judged.manifolds().recall(),
            floor.map(found -> found.manifolds().recall())));
  }

  private record Judged(double frechet, Manifolds manifolds) {}

  private Judged judge(Matrix features) {
    return new Judged(FrechetDistance.of(real, features), Manifolds.of(spark, real, features));
  }

  private static Metric metric(Measure measure, double value, Optional<Double> floor) {
    return new Metric(measure, value, floor.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }
}
