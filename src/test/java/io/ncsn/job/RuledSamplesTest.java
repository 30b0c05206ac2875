package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a network that has hardly learnt anything obey what all training rows obey. */
class RuledSamplesTest {
  private static final int COUNT = 2003;
  private static final String RULES =
      "month = month(day) and region = if(shop < 5, 'north', 'south') and gross = net + tax";

  @TempDir private static Path folder;
  private static TrainedModel model;

  private static Dataset<Row> table() {
    return LocalSpark.session()
        .range(0, 3001, 1, 2)
        .selectExpr("abs(xxhash64(id)) as h")
        .selectExpr(
            "date_add(date'2024-02-01', int(h % 401)) as day",
            "h div 401 % 13 as shop",
            "cast(h div 5213 % 50021 / 100 as decimal(9,2)) as net",
            "cast(h div 5213 % 50021 % 7001 / 100 as decimal(9,2)) as tax")
        .selectExpr(
            "month(day) as month",
            "day",
            "if(shop < 5, 'north', 'south') as region",
            "shop",
            "net",
            "tax",
            "net + tax as gross");
  }

  private static EffectiveSettings settings(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.seed=5",
                "network.hidden=19",
                "train.max-seconds=none",
                "train.max-rounds=1",
                "train.averaging-frequency=31",
                "train.replicas=1",
                "train.calibration-rows=0",
                "sample.count=" + COUNT));
    all.addAll(Arrays.asList(more));
    return ShortTraining.settings(all.toArray(String[]::new));
  }

  private static TrainedModel trained(String name, String... more) {
    return Training.of(settings(more)).on(table(), folder.resolve(name).toString()).model();
  }

  @BeforeAll
  static void train() {
    model = trained("ruled");
  }

  private static Dataset<Row> samples(TrainedModel of, String... more) {
    return of.sampler(settings(more).settings().sample()).rows();
  }

  @Test
  void allSamplesObey() {
    Dataset<Row> samples = samples(model);

    assertThat(samples.count()).isEqualTo(COUNT);
    assertThat(samples.where("not(" + RULES + ")").count()).isZero();
  }

  /** So the samples above are not right by what the network has learnt. */
  @Test
  void withoutRulesTheyDoNot() {
    TrainedModel without = trained("bare", "data.rules=none");

    assertThat(samples(without).where(RULES).count()).isLessThan(COUNT / 50);
    assertThat(model.description().codec().rules()).hasSize(3);
    assertThat(without.description().codec().rules()).isEmpty();
  }

  @Test
  void samplesToConditionsObey() {
    Dataset<Row> rows =
        samples(model, "sample.where.month=5", "sample.where.net=\"17.23\"", "sample.where.shop=3");

    assertThat(rows.where("month = 5 and net = 17.23 and shop = 3").count()).isEqualTo(COUNT);
    assertThat(rows.where("not(" + RULES + ")").count()).isZero();
    assertThat(samples(model, "sample.where.day=2024-12-24").where("month <> 12").count()).isZero();
  }

  @Test
  void rowsOfATableAreDrawnAndCompletedByTheRules() {
    Dataset<Row> holes =
        table()
            .limit(401)
            .selectExpr(
                "if(net > 250, null, month) as month",
                "if(net > 250, day, null) as day",
                "if(shop % 2 = 0, region, null) as region",
                "if(shop % 2 = 0, null, shop) as shop",
                "if(tax > 40, null, net) as net",
                "if(tax < 40 and tax > 20, null, tax) as tax",
                "if(tax < 20, null, gross) as gross");
    var all = settings().settings();

    Dataset<Row> filled = model.imputer(all.impute(), all.sample()).rows(holes);
    assertThat(filled.count()).isEqualTo(401);
    assertThat(filled.where("not(" + RULES + ")").count()).isZero();
    Dataset<Row> given = model.givenSampler(all.impute(), all.sample()).rows(holes);
    assertThat(given.count()).isEqualTo(401);
    assertThat(given.where("not(" + RULES + ")").count()).isZero();
    List<Row> before = holes.collectAsList();
    List<Row> after = filled.collectAsList();
    for (int i = 0; i < before.size(); i++) {
      for (int c = 0; c < before.get(i).size(); c++) {
        if (!before.get(i).isNullAt(c)) {
          assertThat(after.get(i).get(c)).isEqualTo(before.get(i).get(c));
        }
      }
    }
  }

  @Test
  void theModelsDirectoryKeepsTheRules() {
    TrainedModel opened =
        TrainedModel.open(
            LocalSpark.session(),
            folder.resolve("ruled/model").toString(),
            settings().settings().network());

    assertThat(samples(opened).toJSON().collectAsList())
        .isEqualTo(samples(model).toJSON().collectAsList());
  }
}
