package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.evaluate.Matrix;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.report.Images;
import io.ncsn.report.Images.Completion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completed images of 5 by 3 pixels, bright at the left or at the right: one line is given. */
class CompletedPicturesTest {
  private static final int WIDTH = LabelledStripes.WIDTH;
  private static final int PIXELS = WIDTH * LabelledStripes.HEIGHT;

  @TempDir private Path folder;

  @Test
  void theRestIsDrawnAndTheGivenPartKept() {
    TrainedModel model = LabelledStripes.trained(folder.resolve("trained").toString());
    double[] rows = new double[3 * (PIXELS + 1)];
    for (int row = 0; row < 3; row++) {
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        rows[row * (PIXELS + 1) + pixel] = LabelledStripes.mean(label(row), pixel);
      }
      rows[(row + 1) * (PIXELS + 1) - 1] = row % 2;
    }
    Matrix real = new Matrix(3, PIXELS + 1, rows);
    List<float[]> images = List.of(ReportPictures.asFloats(Arrays.copyOf(real.row(0), PIXELS)));
    Images shown = shown(WIDTH, images);
    Images oneLine = shown(PIXELS, images);

    List<Completion> found;
    try (MixedScoreNetwork network = model.mixedNetwork()) {
      found = new CompletedPictures(model, 3, true).of(shown, real, network);
      assertThat(new CompletedPictures(model, 3, true).of(oneLine, real, network)).isEmpty();
    }

    assertThat(found).hasSize(3);
    for (int row = 0; row < 3; row++) {
      assertThat(found.get(row).known()).isEqualTo(WIDTH);
      assertThat(found.get(row).draws()).hasSize(2);
      for (float[] draw : found.get(row).draws()) {
        for (int pixel = 0; pixel < PIXELS; pixel++) {
          assertThat((double) draw[pixel])
              .isCloseTo(
                  LabelledStripes.mean(label(row), pixel), within(pixel < WIDTH ? 1e-3 : 50.0));
        }
      }
    }
    float[] first = found.get(0).draws().get(0);
    assertThat(found.get(0).draws().get(1)).as("another draw").isNotEqualTo(first);
  }

  private static Images shown(int width, List<float[]> images) {
    return new Images(width, 1, images, images, List.of(), List.of(), List.of(), List.of());
  }

  /** Code 0 is the label of more images. */
  private static String label(int row) {
    return row % 2 == 0 ? "right" : "left";
  }
}
