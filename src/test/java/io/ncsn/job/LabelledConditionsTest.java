package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of a trained network of convolutions are of the label that is asked for. */
class LabelledConditionsTest {
  private static final int COUNT = 203;
  private static final int PIXELS = LabelledStripes.WIDTH * LabelledStripes.HEIGHT;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = LabelledStripes.trained(folder.resolve("trained").toString());
  }

  @ParameterizedTest
  @CsvSource({"left, 0", "right, 0", "left, 1", "right, 1"})
  void imagesAreOfTheLabelThatIsGiven(String label, double guidance) {
    List<Row> rows = draw("sample.where.label=" + label, "sample.guidance=" + guidance);

    assertThat(rows).hasSize(COUNT);
    assertThat(rows).allMatch(row -> row.getAs("label").equals(label));
    assertThat(rows).allMatch(row -> nearest(row).equals(label));
    for (int p = 0; guidance == 0 && p < PIXELS; p++) {
      int pixel = p;
      double mean = rows.stream().mapToInt(row -> image(row).get(pixel)).average().orElseThrow();
      assertThat(mean).as("pixel %d", p).isCloseTo(LabelledStripes.mean(label, p), within(25.0));
    }
  }

  /** Four of ten training rows are bright at the left; an estimate's error is .034. */
  @ParameterizedTest
  @CsvSource({"0", "1"})
  void labelsAreDrawnAsOftenAsTheTrainingRowsHaveThem(double guidance) {
    List<Row> rows = draw("sample.guidance=" + guidance);

    Map<String, Long> counts =
        rows.stream()
            .collect(Collectors.groupingBy(row -> row.getAs("label"), Collectors.counting()));
    assertThat(counts).containsOnlyKeys("left", "right");
    assertThat(counts.get("left") / (double) COUNT).isCloseTo(0.4, within(4 * 0.034));
    assertThat(rows).allMatch(row -> nearest(row).equals(row.getAs("label")));
  }

  /** A network that knows the label from little noise on is guided little, but guided. */
  @Test
  void guidanceChangesTheImages() {
    List<Row> plain = draw("sample.where.label=left");

    assertThat(draw("sample.where.label=left", "sample.guidance=0")).isEqualTo(plain);
    assertThat(draw("sample.where.label=left", "sample.guidance=1")).isNotEqualTo(plain);
  }

  private static String nearest(Row row) {
    return distance(row, "left") < distance(row, "right") ? "left" : "right";
  }

  /** Returns the mean distance of a pixel from what it is on average in a label. */
  private static double distance(Row row, String label) {
    List<Short> image = image(row);
    double sum = 0;
    for (int p = 0; p < PIXELS; p++) {
      sum += Math.abs(image.get(p) - LabelledStripes.mean(label, p));
    }
    return sum / PIXELS;
  }

  private static List<Short> image(Row row) {
    return row.getList(row.fieldIndex("image"));
  }

  private static List<Row> draw(String... settings) {
    String[] all = new String[settings.length + 1];
    System.arraycopy(settings, 0, all, 1, settings.length);
    all[0] = "sample.count=" + COUNT;
    return model.sampler(ShortTraining.settings(all).settings().sample()).rows().collectAsList();
  }
}
