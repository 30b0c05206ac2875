package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.report.ReportInputs.FieldView;
import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.report.ReportInputs.Surface;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PlanePicturesTest {
  @Test
  void arrowsPointAlongTheScoreAndAreLongerWhereItIsSteeper() {
    FieldView view =
        new FieldView(
            List.of(
                new double[] {0, 4},
                new double[] {-1, 0},
                new double[] {Double.NaN, 1},
                new double[] {0, 0}),
            Optional.empty());
    List<double[]> points =
        List.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6}, new double[] {7, 8});

    List<double[]> arrows = Arrows.of(points, view, Arrows.longest(List.of(view)));

    // The symbol points up, and degrees turn it to the left.
    assertThat(arrows)
        .containsExactly(
            new double[] {1, 2, 0, 20}, new double[] {3, 4, 90, 13}, new double[] {7, 8, -90, 5});
  }

  @Test
  void theDensestCellIsDarkestAndTheLeastYIsAtTheBottom() throws Exception {
    double[] logs = {0, -50, Double.NaN, -2};

    BufferedImage image = image(SurfaceImage.density(new Surface(2, logs), 0));

    assertThat(brightness(image, 0, 1)).isLessThan(brightness(image, 1, 0));
    assertThat(new Color(image.getRGB(1, 1))).isEqualTo(Color.WHITE); // e^−25
    assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Color.WHITE); // none
  }

  @Test
  void anEnergyIsOneColourANat() throws Exception {
    double[] logs = {0, -0.9, -1.1, -40};

    BufferedImage image = image(SurfaceImage.energy(new Surface(2, logs)));

    // The corners are the cells' own values.
    int last = image.getHeight() - 1;
    assertThat(image.getRGB(0, last)).isEqualTo(image.getRGB(last, last));
    assertThat(image.getRGB(0, 0)).isNotEqualTo(image.getRGB(0, last));
    assertThat(new Color(image.getRGB(last, 0))).isEqualTo(Color.WHITE);
  }

  @Test
  void densitiesKnownUpToAConstantAreComparable() {
    Surface one = SurfaceImage.normalised(new Surface(2, new double[] {-1, -2, -3, -4}));
    Surface other = SurfaceImage.normalised(new Surface(2, new double[] {699, 698, 697, 696}));

    assertThat(one.values()).containsExactly(other.values(), within(1e-9));
    double sum = 0;
    for (double log : one.values()) {
      sum += Math.exp(log);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void trueBesideLearnedShareTheirScale() throws Exception {
    Plane plane = MadeUpRun.withText("plain", List.of("a", "b")).plane().orElseThrow();

    Map<String, Object> model = PlaneModel.of(plane, new ChartSheet());

    JsonNode field = player(model, "field");
    assertThat(field.path("frames")).hasSize(plane.fields().size());
    JsonNode charts = field.path("frames").get(0).path("charts");
    assertThat(charts).hasSize(2);
    double longest = 0;
    for (JsonNode chart : charts) {
      for (JsonNode arrow : chart.path("arrows")) {
        longest = Math.max(longest, arrow.get(3).asDouble());
      }
    }
    assertThat(longest).isEqualTo(20);
    // Made up so that the true field is of twice the noise: its slopes are flatter everywhere.
    JsonNode truth = charts.elements().next().path("arrows");
    assertThat(truth).allSatisfy(arrow -> assertThat(arrow.get(3).asDouble()).isLessThan(20));
    assertThat(player(model, "chains").path("frames").get(20).path("label").asText())
        .isEqualTo("step 200 of 200, denoised");
    assertThat(player(model, "landscape").path("frames")).hasSize(1);
  }

  private static JsonNode player(Map<String, Object> model, String name) throws Exception {
    return new ObjectMapper().readTree((String) ((Map<?, ?>) model.get(name)).get("json"));
  }

  private static BufferedImage image(String uri) throws Exception {
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int brightness(BufferedImage image, int x, int y) {
    Color colour = new Color(image.getRGB(x, y));
    return colour.getRed() + colour.getGreen() + colour.getBlue();
  }
}
