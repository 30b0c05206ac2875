package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.LevelCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.evaluate.Matrix;
import io.ncsn.report.Images.ChainFrame;
import io.ncsn.report.Images.ClassImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report's pictures of images of 5 by 3 pixels, bright at the left or at the right. */
class ClassPicturesTest {
  private static final int PIXELS = LabelledStripes.WIDTH * LabelledStripes.HEIGHT;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = LabelledStripes.trained(folder.resolve("trained").toString());
  }

  @Test
  void imagesStandUnderTheirLabels() {
    RowCodec codec = model.description().codec();

    List<ClassImages> found = ClassPictures.of(codec, rows(0, 1, 1, 0, 1), rows(1));

    assertThat(found).extracting(ClassImages::label).containsExactly("right", "left");
    assertThat(found).extracting(ClassImages::drawn).containsExactly(2, 3);
    assertThat(found.get(1).samples()).extracting(image -> image[0]).containsExactly(1f, 2f, 4f);
    assertThat(found.get(0).real()).isEmpty();
    assertThat(found.get(1).real().get(0)).hasSize(PIXELS);
  }

  /** Labels of IDX files are numbers. */
  @Test
  void labelsMayBeNumbers() {
    RowCodec trained = model.description().codec();
    RowCodec codec =
        new RowCodec(
            trained.layout(),
            trained.features(),
            List.of(
                trained.columns().get(0),
                new LevelCodec(
                    "label", "tinyint", List.of("7", "3"), false, new double[] {0.6, 0.4})));

    assertThat(ClassPictures.of(codec, rows(0, 1, 1), rows(0)))
        .extracting(ClassImages::label)
        .containsExactly("7", "3");
  }

  /** Six of ten images are bright at the right, so that label has the code 0. */
  @Test
  void chainsEndAtImagesOfTheirLabels() {
    List<ChainFrame> chains =
        ClassPictures.chains(model, LabelledStripes.settings().settings().sample(), rows(1, 0, 1));

    ChainFrame first = chains.get(0);
    ChainFrame last = chains.get(chains.size() - 1);
    assertThat(chains).hasSizeBetween(2, 16);
    assertThat(last.sigma()).isZero();
    assertThat(first.sigma()).isGreaterThan(1);
    assertThat(last.rows()).hasSize(2);
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      assertThat((double) last.rows().get(0)[pixel])
          .isCloseTo(LabelledStripes.mean("right", pixel), within(50.0));
      assertThat((double) last.rows().get(1)[pixel])
          .isCloseTo(LabelledStripes.mean("left", pixel), within(50.0));
    }
  }

  /** Rows whose first pixel is their number, with these classes. */
  private static Matrix rows(int... classes) {
    double[] values = new double[classes.length * (PIXELS + 1)];
    for (int i = 0; i < classes.length; i++) {
      values[i * (PIXELS + 1)] = i;
      values[(i + 1) * (PIXELS + 1) - 1] = classes[i];
    }
    return new Matrix(classes.length, PIXELS + 1, values);
  }
}
