package io.ncsn.evaluate;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.Scaler;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Measures of images, in features of a classifier, of {@link RandomConvolutions} or of a network
 * that the user brings. All tables are cut to the same number of rows, because the Fréchet distance
 * depends on it; so the floor is that of as many real images. Precision and recall are those of the
 * first {@value #MOST_ROWS}.
 */
public final class ImageMeasures {
  /** Number of images of a table whose features take a few seconds. */
  static final int MOST_ROWS = 2000;

  private static final int LEAST_ROWS = 5;

  private final JavaSparkContext spark;
  private final Matrix real;
  private final FrechetDistance distance;

  private ImageMeasures(JavaSparkContext spark, Matrix real) {
    this.spark = spark;
    this.real = real;
    this.distance = new FrechetDistance(real);
  }

  /**
   * Compares samples with held-out images in features of random convolutions.
   *
   * @param asked the shape of images; empty if rows are none
   * @param seed seed of the features' weights
   * @return no metrics if rows are no images, or a table has fewer than 5
   */
  public static List<Metric> of(
      JavaSparkContext spark, Optional<ImageFormat> asked, EvaluationTables tables, long seed) {
    return asked
        .filter(format -> tables.reference().matrix().columns() == format.size())
        .map(format -> of(spark, random(spark, format, tables, seed), tables, MOST_ROWS))
        .orElse(List.of());
  }

  private static UnaryOperator<Matrix> random(
      JavaSparkContext spark, ImageFormat format, EvaluationTables tables, long seed) {
    RandomConvolutions network = new RandomConvolutions(format, seed);
    Scaler scaler = Standardiser.of(tables.reference().matrix(), Scale.GLOBAL);
    return images -> network.of(spark, Standardiser.apply(images, scaler));
  }

  /** Compares samples with held-out images in features that are given, of all rows. */
  public static List<Metric> of(
      JavaSparkContext spark, GivenFeatures features, EvaluationTables tables) {
    return of(spark, features.of(), tables, Integer.MAX_VALUE);
  }

  /**
   * Compares samples with held-out images.
   *
   * @param features makes features of images in data units
   * @param most number of images whose distance is measured, if there are so many
   * @return no metrics if a table has fewer than 5 rows
   */
  static List<Metric> of(
      JavaSparkContext spark, UnaryOperator<Matrix> features, EvaluationTables tables, int most) {
    Matrix reference = tables.reference().matrix();
    Matrix samples = tables.samples().matrix();
    Optional<Matrix> training = tables.training().map(GatheredRows::matrix);
    int least = Math.min(reference.rows(), samples.rows());
    int rows = Math.min(most, training.map(m -> Math.min(least, m.rows())).orElse(least));
    if (rows < LEAST_ROWS) {
      return List.of();
    }
    Matrix real = features.apply(reference.head(rows));
    ImageMeasures measures = new ImageMeasures(spark, real);
    Judged judged = measures.judge(features.apply(samples.head(rows)));
    Optional<Judged> floor = training.map(all -> measures.judge(features.apply(all.head(rows))));
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
    return new Judged(
        distance.to(features), Manifolds.of(spark, real.head(MOST_ROWS), features.head(MOST_ROWS)));
  }

  private static Metric metric(Measure measure, double value, Optional<Double> floor) {
    return new Metric(measure, value, floor.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }
}
