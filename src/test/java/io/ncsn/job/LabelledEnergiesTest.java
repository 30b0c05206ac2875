package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.network.MixedSpec;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained energy of images with labels, from its files: samples, scores and log-densities. */
class LabelledEnergiesTest {
  private static final int COUNT = 71;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    String output = folder.resolve("trained").toString();
    EffectiveSettings settings = settings("train.max-rounds=5", "train.observed=0.5");
    Training.of(settings).on(LabelledStripes.table(2003, 3).drop("id"), output);
    model =
        TrainedModel.open(LocalSpark.session(), output + "/model", settings.settings().network());
    assertThat(((MixedSpec) model.description().network()).energy()).isTrue();
  }

  @Test
  void imagesAreOfTheLabelThatIsGiven() {
    List<Row> rows =
        model
            .sampler(
                settings("sample.count=" + COUNT, "sample.where.label=left").settings().sample())
            .rows()
            .collectAsList();
    assertThat(rows).hasSize(COUNT).allMatch(row -> row.getAs("label").equals("left"));
    long bright =
        rows.stream()
            .map(row -> row.<Short>getList(row.fieldIndex("image")))
            .filter(image -> mean(image, true) > mean(image, false))
            .count();
    assertThat(bright).isGreaterThan(COUNT * 9 / 10);
  }

  /** Labels of others raise the energy, and lower both kinds of log-density. */
  @Test
  void rowsOfTheirOwnLabelAreLikelier() {
    Dataset<Row> own = LabelledStripes.table(23, 5);
    Dataset<Row> others =
        own.selectExpr("id", "image", "if(label = 'left', 'right', 'left') as label");
    assertThat(energy(own)).isLessThan(energy(others) - 0.5);
    for (String method : new String[] {"denoising", "ode"}) {
      assertThat(density(own, method)).as(method).isGreaterThan(density(others, method) + 1);
    }
  }

  private static double energy(Dataset<Row> rows) {
    return model
        .scores(settings("score.sigma=0.5").settings().score())
        .rows(rows, List.of("id"))
        .selectExpr("avg(energy)")
        .first()
        .getDouble(0);
  }

  private static double density(Dataset<Row> rows, String method) {
    return model
        .densities(
            settings("likelihood.probes=3", "likelihood.method=" + method).settings().likelihood())
        .rows(rows, List.of("id"))
        .selectExpr("avg(log_density)")
        .first()
        .getDouble(0);
  }

  private static double mean(List<Short> image, boolean left) {
    double sum = 0;
    for (int p = 0; p < image.size(); p++) {
      boolean here = p % LabelledStripes.WIDTH < 2;
      sum += here == left ? image.get(p) / (left ? 6.0 : 9.0) : 0;
    }
    return sum;
  }

  private static EffectiveSettings settings(String... further) {
    String[] all = Arrays.copyOf(further, further.length + 1);
    all[further.length] = "network.kind=energy";
    return LabelledStripes.settings(all);
  }
}
