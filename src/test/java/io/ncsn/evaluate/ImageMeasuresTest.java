package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ImageFormat;
import io.ncsn.config.Measure;
import io.ncsn.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class ImageMeasuresTest {
  private static final long SEED = 7;
  private static final ImageFormat FORMAT = new ImageFormat(7, 5, 1, Optional.empty());
  private static final JavaSparkContext SPARK =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  @Test
  void knownBallsHoldKnownShares() {
    // Real rows at 0, 1, 2, …, 9: the third neighbours lie 3, 2, 2, …, 2, 3 away.
    double[] line = new double[10];
    Arrays.setAll(line, i -> i);
    Matrix real = new Matrix(10, 1, line);
    Matrix judged = new Matrix(5, 1, new double[] {-3, -3.1, 4.5, 12, 100});
    Manifolds found = Manifolds.of(SPARK, real, judged);
    assertThat(found.precision()).isCloseTo(3 / 5.0, within(1e-12)); // −3, 4.5, 12
    // Radii of the judged: −3: 15 (to 12); −3.1: 15.1; 4.5: 7.6; 12: 15.1; 100: 103.
    assertThat(found.recall()).isEqualTo(1);
    assertThat(Manifolds.of(SPARK, judged, real).recall()).isEqualTo(found.precision());
  }

  @Test
  void aConstantImageHasTheFeaturesOfItsBrightness() {
    RandomConvolutions network =
        new RandomConvolutions(new ImageFormat(1, 1, 1, Optional.empty()), SEED);
    // A pixel alone sees the middle of each window: the features are two layers of SiLU of it.
    double[] zero = network.features(new float[] {0});
    assertThat(zero).containsOnly(0);
    assertThat(network.features(new float[] {1})).isNotEqualTo(network.features(new float[] {2}));
    double[] again =
        new RandomConvolutions(new ImageFormat(1, 1, 1, Optional.empty()), SEED)
            .features(new float[] {1});
    assertThat(again).isEqualTo(network.features(new float[] {1}));
  }

  @Test
  void featuresDoNotChangeWithTheirPlaceAmongOthers() {
    Matrix images = stripes(70, new Random(SEED), 1);
    RandomConvolutions network = new RandomConvolutions(FORMAT, SEED);
    Matrix features = network.of(SPARK, images);
    float[] last = new float[35];
    for (int j = 0; j < last.length; j++) {
      last[j] = (float) images.at(69, j);
    }
    assertThat(features.row(69)).isEqualTo(network.features(last));
  }

  @Test
  void imagesOfTheSameKindAreAtTheFloorAndOthersFarFromIt() {
    Random random = new Random(SEED);
    Matrix real = stripes(400, random, 1);
    Matrix training = stripes(400, random, 1);
    List<Metric> same = measure(real, stripes(400, random, 1), training);
    List<Metric> other = measure(real, stripes(400, random, 2), training);
    assertThat(same)
        .extracting(Metric::measure)
        .containsExactly(Measure.FRECHET_DISTANCE, Measure.IMAGE_PRECISION, Measure.IMAGE_RECALL);
    double floor = same.get(0).floor().orElseThrow();
    assertThat(same.get(0).value()).as("seed %d", SEED).isLessThan(2 * floor);
    assertThat(other.get(0).value()).as("seed %d", SEED).isGreaterThan(10 * floor);
    assertThat(same.get(1).value()).isGreaterThan(0.8);
    assertThat(other.get(1).value()).isLessThan(same.get(1).value());
  }

  @Test
  void rowsThatAreNoImagesHaveNoMeasuresOfImages() {
    Matrix rows = stripes(9, new Random(SEED), 1);
    EvaluationTables tables =
        new EvaluationTables(names(), rows(rows), rows(rows), Optional.empty());
    assertThat(ImageMeasures.of(SPARK, Optional.empty(), tables, SEED)).isEmpty();
  }

  private static List<Metric> measure(Matrix real, Matrix samples, Matrix training) {
    EvaluationTables tables =
        new EvaluationTables(names(), rows(real), rows(samples), Optional.of(rows(training)));
    return ImageMeasures.of(SPARK, Optional.of(FORMAT), tables, SEED);
  }

  private static GatheredRows rows(Matrix matrix) {
    return GatheredRows.of(matrix);
  }

  private static List<String> names() {
    String[] names = new String[35];
    Arrays.setAll(names, i -> "p" + i);
    return List.of(names);
  }

  /** Stripes at random places: of the same period they are images of one kind. */
  private static Matrix stripes(int rows, Random random, int period) {
    double[] values = new double[rows * 35];
    for (int i = 0; i < rows; i++) {
      double phase = random.nextDouble() * 2 * Math.PI;
      double height = 1 + random.nextDouble();
      for (int j = 0; j < 35; j++) {
        values[i * 35 + j] =
            height * Math.sin(phase + period * (j % 7)) + 0.1 * random.nextGaussian();
      }
    }
    return new Matrix(rows, 35, values);
  }
}
