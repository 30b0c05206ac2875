package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.ImageFeatures;
import io.ncsn.network.MadeModule;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures of images in features of a TorchScript module. */
class ModuleFeaturesTest {
  private static final int ROWS = 211;

  @TempDir Path folder;
  private Path file;

  /** The only feature is the mean of the second channel, green, in units of 10. */
  @BeforeEach
  void makeModule() throws IOException {
    byte[] module =
        MadeModule.of(
            "", "Tensor", "return torch.div(torch.mean(torch.to(x, 6), [2, 3])[:, 1:2], 10)");
    file = Files.write(folder.resolve("green.pt"), module);
  }

  /** One feature has a normal distribution of a mean and a deviation. */
  @Test
  void theDistanceIsThatOfTheModulesFeature() throws IOException {
    Dataset<Row> real = images(ROWS, 200);
    Dataset<Row> samples = images(ROWS, 120);

    EvaluationResult found = measure(samples, real, shape(3));

    double[] one = greens(real);
    double[] other = greens(samples);
    double difference = StatUtils.mean(one) - StatUtils.mean(other);
    double deviations = Math.sqrt(StatUtils.variance(one)) - Math.sqrt(StatUtils.variance(other));
    assertThat(found.metric(Measure.FRECHET_DISTANCE).value())
        .isCloseTo(difference * difference + deviations * deviations, within(1e-3));
    ImageFeatures features = found.features().orElseThrow();
    assertThat(features.kind()).isEqualTo(ImageFeatures.Kind.MODULE);
    assertThat(features.count()).isEqualTo(1);
    assertThat(features.sha256()).contains(DigestUtils.sha256Hex(Files.readAllBytes(file)));
  }

  @Test
  void greyIsSeenInEachChannelAndLabelsAreJudgedByTheClassifier() {
    EvaluationResult found =
        (EvaluationResult)
            new SampleEvaluation(
                    LocalSpark.session(),
                    LabelledStripes.settings("evaluate.rows=2000", "evaluate.features=" + file))
                .measure(
                    LabelledStripes.table(307, 2).selectExpr("id as sample_id", "image", "label"),
                    LabelledStripes.table(307, 3).drop("id"),
                    folder.resolve("work").toString())
                .result();

    assertThat(found.metric(Measure.FRECHET_DISTANCE).value()).isCloseTo(0, within(1e-6));
    assertThat(found.metric(Measure.LABEL_AGREEMENT).value()).isEqualTo(1);
    ImageFeatures features = found.features().orElseThrow();
    assertThat(features.kind()).isEqualTo(ImageFeatures.Kind.MODULE);
    assertThat(features.accuracy()).hasValue(1);
  }

  private EvaluationResult measure(Dataset<Row> samples, Dataset<Row> real, String... settings) {
    return (EvaluationResult)
        new SampleEvaluation(LocalSpark.session(), ShortTraining.settings(settings))
            .measure(samples, real, folder.resolve("work").toString())
            .result();
  }

  private String[] shape(int channels) {
    return new String[] {
      "data.image.width=2",
      "data.image.height=3",
      "data.image.channels=" + channels,
      "evaluate.features=" + file
    };
  }

  /** RGB images of 2 by 3, no brighter than {@code most}, as bytes. */
  private static Dataset<Row> images(int rows, int most) {
    return LocalSpark.session()
        .range(rows)
        .selectExpr(
            "transform(sequence(0, 17), p -> cast(%d * pmod(id * 0.7548776662466927D + p * 0.5698402909980532D, 1) as smallint)) as image"
                .formatted(most));
  }

  private static double[] greens(Dataset<Row> images) {
    List<Row> rows = images.collectAsList();
    return rows.stream()
        .mapToDouble(
            row -> {
              List<Short> numbers = row.getList(0);
              double sum = 0;
              for (int i = 1; i < numbers.size(); i += 3) {
                sum += numbers.get(i) / 60.0;
              }
              return sum;
            })
        .toArray();
  }
}
