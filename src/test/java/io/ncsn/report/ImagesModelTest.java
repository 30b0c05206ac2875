package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.report.Images.Completion;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImagesModelTest {
  /** Two images of 3 by 2 pixels between 0 and 10, with one draw each, a pixel apart. */
  @Test
  void aRealImageStandsAboveWhatWasGivenAndWhatWasDrawn() throws Exception {
    float[] first = {0, 5, 10, 10, 10, 10};
    float[] second = {10, 10, 10, 0, 0, 0};
    Images images =
        new Images(
            3,
            1,
            List.of(first, second),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Completion(first, 3, List.of(second)),
                new Completion(second, 3, List.of(first))));

    BufferedImage drawn = image((String) ImagesModel.of(images).get("completions"));

    assertThat(drawn.getWidth()).isEqualTo(2 * 4 + 1);
    assertThat(drawn.getHeight()).isEqualTo(3 * 3 + 1);
    assertThat(List.of(grey(drawn, 1, 1), grey(drawn, 2, 1), grey(drawn, 3, 1)))
        .as("the first image's upper line")
        .containsExactly(0, 128, 255);
    assertThat(List.of(grey(drawn, 1, 4), grey(drawn, 1, 5), grey(drawn, 5, 5)))
        .as("given, and what was not")
        .containsExactly(0, 128, 128);
    assertThat(List.of(grey(drawn, 1, 7), grey(drawn, 1, 8), grey(drawn, 5, 7)))
        .as("the draws")
        .containsExactly(255, 0, 0);
  }

  private static BufferedImage image(String uri) throws Exception {
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int grey(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xff;
  }
}
