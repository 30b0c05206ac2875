package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void theFileAsksForNothingFromOutside() {
    String html = Report.render(MadeUpRun.withText("plain", List.of("a", "b")));

    assertThat(html).contains("default-src 'none'");
    assertThat(html.replaceAll("(?s)<script>.*?</script>", ""))
        .contains("<img")
        .doesNotContainPattern("<[^>]*(src|href)=\"(?!data:)");
  }

  @Test
  void imagesKeepTheirPixels() throws Exception {
    float[] first = {0, 16, 8, 16};
    float[] second = {16, -5, 99, 0};
    ImageGrid grid = ImageGrid.spanning(2, List.of(first));

    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(grid.png(List.of(first, second), 2)));

    assertThat(image.getWidth()).isEqualTo(1 + 2 + 1 + 2 + 1);
    assertThat(image.getHeight()).isEqualTo(1 + 2 + 1);
    assertThat(grey(image, 1, 1)).isZero();
    assertThat(grey(image, 2, 1)).isEqualTo(255);
    assertThat(grey(image, 1, 2)).isEqualTo(128);
    assertThat(grey(image, 5, 1)).isZero(); // −5 is below black
    assertThat(grey(image, 4, 2)).isEqualTo(255); // 99 is above white
  }

  @Test
  void numbersAreShort() {
    assertThat(Numbers.text(0.0517890)).isEqualTo("0.05179");
    assertThat(Numbers.text(1234567)).isEqualTo("1235000");
    assertThat(Numbers.text(-0.0000742)).isEqualTo("-7.42e-05");
    assertThat(Numbers.text(0)).isEqualTo("0");
    assertThat(Numbers.text(Double.NaN)).isEqualTo("not a number");
  }

  private static int grey(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xff;
  }
}
