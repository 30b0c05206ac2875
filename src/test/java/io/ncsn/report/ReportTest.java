package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.report.Images.ChainFrame;
import io.ncsn.report.Images.ClassImages;
import io.ncsn.report.Images.Completion;
import io.ncsn.report.Images.Neighbours;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
    ImageGrid grid = ImageGrid.spanning(2, 1, List.of(first));

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
  void coloursKeepTheirPlaces() throws Exception {
    float[] image = {0, 8, 16, 16, 0, 8};
    ImageGrid grid = ImageGrid.spanning(1, 3, List.of(image));

    BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(grid.png(List.of(image), 1)));

    assertThat(drawn.getWidth()).isEqualTo(1 + 1 + 1);
    assertThat(drawn.getRGB(1, 1) & 0xffffff).isEqualTo(0x0080ff);
    assertThat(drawn.getRGB(1, 2) & 0xffffff).isEqualTo(0xff0080);
  }

  /** Noise does not shrink: a hundred such images alone would have 5 MB, and as text 6.6. */
  @Test
  void aPageOfLargeImagesStaysBelowTenMegabytes() {
    Random random = new Random(7);
    List<float[]> noise = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float[] image = new float[3 * 127 * 128];
      for (int j = 0; j < image.length; j++) {
        image[j] = random.nextFloat();
      }
      noise.add(image);
    }
    List<Neighbours> neighbours =
        noise.stream().limit(20).map(one -> new Neighbours(one, noise.subList(0, 3))).toList();
    List<ChainFrame> chain = List.of(new ChainFrame(1, noise), new ChainFrame(0, noise));
    List<ClassImages> classes =
        IntStream.range(0, 50)
            .mapToObj(i -> new ClassImages("<" + i + ">", i, noise, noise))
            .toList();

    List<Completion> completions =
        noise.stream().limit(6).map(one -> new Completion(one, 127, noise.subList(0, 2))).toList();

    String html =
        Report.render(
            MadeUpRun.withImages(
                new Images(127, 3, noise, noise, neighbours, chain, classes, completions)));

    assertThat(html.length()).isLessThan(10_000_000);
    assertThat(html)
        .contains("<h3>Completed images</h3>")
        .contains("&lt;14&gt;: 14 samples")
        .doesNotContain("&lt;15&gt;")
        .contains("35 more classes are not shown");
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
