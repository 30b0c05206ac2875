package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Scaler;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that start from the model of another table. */
class WarmStartTest {
  private static final String NUMBERS =
      "select id * 3 %% 37 / 7.0d + %s as x, id * 5 %% 41 / 4.0d as y from range(211)";
  private static final String MIXED =
      "select id * 3 %% 37 / 7.0d + %s as x, element_at(array(%s), cast(id %% 3 as int) + 1) as c from range(211)";

  @TempDir private Path folder;

  @Test
  void theFirstParametersAndTheScalerAreThoseOfTheModel() {
    TrainingResult first = train("a", numbers("0"));
    TrainingResult next = train("b", numbers("2"), start("a"));
    Checkpoint before = first.model().checkpoint();
    assertThat(next.model().description().scaler().mean())
        .isEqualTo(before.model().scaler().mean());
    assertThat(next.model().description().schedule().levels())
        .isEqualTo(before.model().schedule().levels());
    assertThat(next.start().orElseThrow().sha256()).isEqualTo(first.emaSha256().orElseThrow());

    TrainingResult same = train("same", numbers("0"), start("a"));
    assertThat(same.start().orElseThrow().before())
        .as("the same table and parameters have the loss that training found")
        .isEqualTo(first.outcome().checkpoint().state().bestHoldoutLoss());
    assertThat(same.start().orElseThrow().after())
        .isEqualTo(same.outcome().checkpoint().state().bestHoldoutLoss());

    TrainingResult still = train("still", numbers("0"), start("a"), "train.learning-rate=1e-30");
    assertThat(still.model().checkpoint().vector(Checkpoint.PARAMETERS))
        .as("steps of no length leave the first parameters")
        .isEqualTo(before.samplingParameters());
  }

  /** Yesterday's rows are of another mean, so that the models differ much. */
  @Test
  void bothLossesAreThoseOfTodaysHeldOutRows() {
    String[] learnt = {
      "data.columns=x,y",
      "data.holdout-column=test",
      "train.max-rounds=9",
      "train.averaging-frequency=30",
      "train.batch-size=64",
      "train.learning-rate=0.02"
    };
    TrainingResult yesterday = train("yesterday", parted(0), learnt);
    Dataset<Row> rows = parted(9);
    String[] started =
        Stream.concat(Stream.of(learnt), Stream.of(start("yesterday"))).toArray(String[]::new);

    TrainingResult today = train("today", rows, started);

    double before = denoisingLoss(yesterday.model(), rows.where("test"));
    double after = denoisingLoss(today.model(), rows.where("test"));
    WarmStart.Compared losses = today.start().orElseThrow();
    assertThat(losses.before()).isCloseTo(before, withinPercentage(4));
    assertThat(losses.after()).isCloseTo(after, withinPercentage(4));
    assertThat(after).as("%s before", before).isLessThan(0.9 * before);
    assertThat(denoisingLoss(yesterday.model(), parted(0).where("test")))
        .as("yesterday's held-out rows would give another loss")
        .isLessThan(0.9 * before);
    assertThat(today.facts())
        .containsEntry("train.start.model", folder.resolve("yesterday").toString())
        .containsEntry("train.start.holdout-loss", losses.before())
        .containsEntry("train.start.holdout-loss-after", losses.after());
  }

  /** Held-out rows lie elsewhere than those to learn, so that their losses differ. */
  private static Dataset<Row> parted(int shift) {
    return LocalSpark.session()
        .range(0, 4001, 1, 2)
        .selectExpr(
            "sin(id) * 3 + %d + if(id %% 2 = 0, 2, 0) as x".formatted(shift),
            "cos(0.7 * id) as y",
            "id % 2 = 0 as test");
  }

  /**
   * The mean of ½·σ²·‖s(x + σz, σ) + z/σ‖² over rows and noise levels (Song and Ermon 2019, eq. 5
   * and 6), with noise that no training has seen.
   */
  private static double denoisingLoss(TrainedModel model, Dataset<Row> table) {
    Scaler scaler = model.description().scaler();
    double[] levels = model.description().schedule().levels();
    Random random = new Random(3);
    double sum = 0;
    try (ScoreNetwork network = model.network()) {
      List<Row> rows = table.select("x", "y").collectAsList();
      for (Row row : rows) {
        for (double sigma : levels) {
          double[] z = {random.nextGaussian(), random.nextGaussian()};
          float[] noised = new float[2];
          for (int j = 0; j < 2; j++) {
            double x = (row.getDouble(j) - scaler.mean()[j]) / scaler.scale()[j];
            noised[j] = (float) (x + sigma * z[j]);
          }
          float[] score = new float[2];
          network.score(noised, 1, sigma, score);
          sum +=
              Math.pow(sigma * score[0] + z[0], 2) / 2 + Math.pow(sigma * score[1] + z[1], 2) / 2;
        }
      }
      return sum / rows.size() / levels.length;
    }
  }

  /**
   * The record of a model from when a default was a number has no "auto", and one before that has.
   */
  @Test
  void whatAutoComesToMakesNoOtherNetwork() {
    Checkpoint checkpoint = train("a", numbers("0")).model().checkpoint();
    ModelDescription old =
        checkpoint
            .model()
            .with("setting.network.unet.channels", "[32,64]")
            .with("setting.network.embedding", "auto");
    WarmStart start =
        new WarmStart("a", new Checkpoint(old, checkpoint.state(), checkpoint.vectors()), "sha256");
    EffectiveSettings same =
        ShortTraining.settings("network.hidden=5", "noise.levels=7")
            .resolved("network.embedding", "log");

    start.requireSame(old.network(), same);
    assertThatThrownBy(
            () -> start.requireSame(old.network(), same.resolved("network.hidden", "[7]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("network.hidden was");
    ModelSpec other = new NetworkSpec(2, List.of(7), Form.EDM);
    assertThatThrownBy(() -> start.requireSame(other, same))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its model is of another shape; set the same");
  }

  @Test
  void anotherModelInItsPlaceIsNotResumed() {
    train("a", numbers("0"));
    TrainingResult once = train("b", numbers("2"), start("a"));
    assertThat(train("b", numbers("2"), start("a")).outcome().reason())
        .isEqualTo("it was finished before");
    assertThat(train("c", numbers("2"), start("a")).emaSha256()).isEqualTo(once.emaSha256());
    assertThatThrownBy(() -> train("b", numbers("2")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("train.start-from names another model");
  }

  @Test
  void mixedTablesAreReadByTheModelsLevels() {
    train("a", mixed("0", "'p', 'q', 'r'"));
    TrainingResult next = train("b", mixed("1", "'q', 'p', 'q'"), start("a"));
    assertThat(next.model().description().network().toString())
        .isEqualTo(train("a", mixed("0", "'p', 'q', 'r'")).plan().model().network().toString());
    assertThat(next.start().orElseThrow().before()).isFinite();
    assertThatThrownBy(() -> train("c", mixed("0", "'p', 'new', 'r'"), start("a")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("unseen level in column 'c'")
        .hasMessageContaining("new");
  }

  @Test
  void otherColumnsAndShapesAreRefusedByName() {
    train("a", numbers("0"));
    refused(
        "columns are gone [y], and columns are new [z]", numbers("0").withColumnRenamed("y", "z"));
    refused("column 'x' was double and is float", numbers("0").selectExpr("float(x) as x", "y"));
    refused("its model takes all columns as numbers", mixed("0", "'p', 'q', 'r'"));
    refused("network.hidden was 5, is 7", numbers("0"), "network.hidden=7");
    refused("noise.levels was 7, is 11", numbers("0"), "noise.levels=11");
    train("k", numbers("0").selectExpr("x", "y", "3.0d as k"));
    assertThatThrownBy(() -> train("l", numbers("0").selectExpr("x", "y", "4.0d as k"), start("k")))
        .hasMessageContaining("column 'k' was constant and has other values now");
  }

  /** Older versions took columns of text for numbers, dates and few levels of numbers. */
  @Test
  void textOfNumbersIsReadAsTheModelsNumbers() {
    Dataset<Row> typed =
        LocalSpark.session()
            .sql(
                "select cast(id * 7 % 131 - 9 as int) as n, cast(id % 3 as int) as few, 'p' as one,"
                    + " date_add(date '2024-02-27', cast(id * 5 % 67 as int)) as day,"
                    + " id * 5 % 41 / 4.0d as y from range(211)");
    Dataset<Row> text =
        typed.selectExpr("string(n) as n", "string(few) as few", "one", "string(day) as day", "y");
    TrainingResult first = train("a", typed);

    TrainingResult next = train("b", text, start("a"));

    assertThat(types(next))
        .isEqualTo(types(first))
        .containsExactly("int", "int", "string", "date", "double");
    assertThat(next.start().orElseThrow().before())
        .isEqualTo(first.outcome().checkpoint().state().bestHoldoutLoss());
    refused(
        "column 'n' was int and is string; set data.types.n = number if its text is that, so that other text is bad, or train anew",
        text.selectExpr("replace(n, '12', '12B') as n", "few", "one", "day", "y"));
    refused(
        "column 'day' was date and is string; set data.types.day = date",
        text.selectExpr("n", "few", "one", "replace(day, '-03-', '/3/') as day", "y"));
    refused(
        "column 'few' was int and is string; set data.types.few = number",
        text.selectExpr("n", "concat('f', few) as few", "one", "day", "y"));
  }

  private static List<String> types(TrainingResult result) {
    return result.model().description().codec().columns().stream().map(c -> c.type()).toList();
  }

  private void refused(String why, Dataset<Row> table, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(start("a"));
    assertThatThrownBy(() -> train("refused", table, all.toArray(String[]::new)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  private String start(String name) {
    return "train.start-from=" + folder.resolve(name);
  }

  private static Dataset<Row> numbers(String shift) {
    return LocalSpark.session().sql(NUMBERS.formatted(shift));
  }

  private static Dataset<Row> mixed(String shift, String levels) {
    return LocalSpark.session().sql(MIXED.formatted(shift, levels));
  }

  private TrainingResult train(String name, Dataset<Row> table, String... settings) {
    List<SettingOverride> all =
        Stream.concat(
                Stream.of(
                    "train.max-rounds=2",
                    "train.averaging-frequency=3",
                    "train.validate-every=2",
                    "train.batch-size=16",
                    "network.hidden=5",
                    "noise.levels=7"),
                Stream.of(settings))
            .map(text -> SettingOverride.parse(text))
            .toList();
    return Training.of(new SettingsReader(file -> "").read(Optional.empty(), all, Set.of()))
        .on(table, folder.resolve(name).toString());
  }
}
