package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.evaluate.LabelClassifier.Classified;
import io.ncsn.evaluate.LabelledImages.Learnt;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.testing.LocalSpark;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Images of one pixel, of which a classifier that is not always right tells the class. */
class LabelAgreementTest {
  private static final int ROWS = 997;
  private static final int CLASSES = 5;
  private static final long SEED = 11;
  private static final JavaSparkContext SPARK =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  /** The class is the whole part of the first pixel: right for four images of five. */
  private static final LabelClassifier CLASSIFIER =
      images -> {
        int[] classes = new int[images.rows()];
        for (int i = 0; i < classes.length; i++) {
          classes[i] = (int) images.at(i, 0);
        }
        return new Classified(images, classes);
      };

  @Test
  void heldOutImagesAgreeAsOftenAsTheClassifierIsRight() {
    Matrix real = rows(1);
    EvaluationResult found = measure(real, real);
    Metric agreement = found.metric(Measure.LABEL_AGREEMENT);
    double right = 0;
    for (int i = 0; i < ROWS; i++) {
      right += (int) real.at(i, 0) == (int) real.at(i, 2) ? 1.0 / ROWS : 0;
    }
    assertThat(right).isBetween(0.75, 0.9);
    assertThat(agreement.value()).isCloseTo(right, within(1e-12));
    assertThat(agreement.floor()).hasValue(agreement.value());
    assertThat(found.features()).isPresent();
    assertThat(found.features().get().accuracy()).hasValue(agreement.value());
    assertThat(found.features().get().learnt()).hasValue(4001);
    assertThat(found.metric(Measure.FRECHET_DISTANCE).value()).isCloseTo(0, within(1e-9));
  }

  @Test
  void permutedLabelsAgreeByChance() {
    Matrix real = rows(1);
    Matrix samples = rows(2);
    int[] order = Streams.permutation(Streams.of(SEED, Purpose.EVALUATION), ROWS);
    double[] values = samples.values().clone();
    for (int i = 0; i < ROWS; i++) {
      values[3 * i + 2] = samples.at(order[i], 2);
    }
    double agreement =
        measure(real, new Matrix(ROWS, 3, values)).metric(Measure.LABEL_AGREEMENT).value();
    double deviation = Math.sqrt(1.0 / CLASSES * (1 - 1.0 / CLASSES) / ROWS);
    assertThat(agreement).as("seed %d", SEED).isCloseTo(1.0 / CLASSES, within(5 * deviation));
  }

  /** What real images get is measured on training images that the classifier has not seen. */
  @Test
  void theFloorIsOfImagesThatTheClassifierHasNotSeen() {
    Matrix real = rows(1);
    Matrix training = rows(3);
    int unseen = 101;
    EvaluationResult found =
        images()
            .measure(
                SPARK,
                GatheredRows.of(real),
                GatheredRows.of(rows(2)),
                Optional.of(GatheredRows.of(training)),
                Optional.of(new Learnt(CLASSIFIER, 2, ROWS - unseen, unseen)),
                Optional.empty());
    double expected =
        FrechetDistance.of(
            LabelledImages.pixels(real.head(unseen), 0),
            LabelledImages.pixels(training.head(unseen), 0));
    assertThat(found.metric(Measure.FRECHET_DISTANCE).floor().orElseThrow())
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void aClassifierLearnsFromAllRowsButTheFirst() {
    Matrix real = rows(4);
    LearntLabels parted = LearntLabels.of(GatheredRows.of(real), 97);
    assertThat(parted.unseen()).isEqualTo(97);
    assertThat(parted.images().rows()).isEqualTo(ROWS - 97);
    assertThat(parted.images().row(0)).containsExactly(real.at(97, 0), real.at(97, 1));
    assertThat(parted.labels()[3]).isEqualTo((int) real.at(100, 2));
    assertThat(parted.classes()).isEqualTo(CLASSES);
    assertThat(parted.suffice()).isTrue();
    assertThat(LearntLabels.of(GatheredRows.of(real), ROWS).unseen()).isEqualTo(ROWS / 2);
    assertThat(LearntLabels.of(GatheredRows.of(real.head(150)), ROWS).suffice()).isFalse();
  }

  private static EvaluationResult measure(Matrix reference, Matrix samples) {
    return images()
        .measure(
            SPARK,
            GatheredRows.of(reference),
            GatheredRows.of(samples),
            Optional.empty(),
            Optional.of(new Learnt(CLASSIFIER, 2, 4001, ROWS)),
            Optional.empty());
  }

  private static LabelledImages images() {
    return new LabelledImages(
        new ImageFormat(2, 1, 1, Optional.of("label")),
        new ImageCodec("image", "array<double>", 2, 0, 1, 0, CLASSES + 1),
        new EvaluateSettings(2000, 7, SEED));
  }

  /** Rows of two pixels and a class; one class of five is another than the first pixel says. */
  private static Matrix rows(long seed) {
    Random random = new Random(seed);
    double[] values = new double[3 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      int label = random.nextInt(CLASSES);
      int seen = random.nextInt(5) == 0 ? (label + 1) % CLASSES : label;
      values[3 * i] = seen + random.nextDouble();
      values[3 * i + 1] = random.nextGaussian();
      values[3 * i + 2] = label;
    }
    return new Matrix(ROWS, 3, values);
  }
}
