package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.DataException;
import io.ncsn.settings.Settings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of a trained network of convolutions and the columns beside them belong together. */
class ColumnsBesideImagesTest {
  private static final int COUNT = 203;
  private static final int HELD = 67;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = LitImages.trained(folder.resolve("trained").toString());
  }

  @Test
  void samplesHaveTheTablesColumnsAndTypes() {
    assertThat(draw(model, "sample.count=2").get(0).schema().toDDL())
        .isEqualTo(
            "sample_id BIGINT NOT NULL,image ARRAY<SMALLINT> NOT NULL,label STRING NOT NULL,"
                + "light DOUBLE NOT NULL,left BOOLEAN NOT NULL,day DATE");
  }

  @Test
  void imagesFollowTheColumnsThatAreDrawnBeforeThem() {
    List<Row> rows = draw(model);

    assertThat(rows).hasSize(COUNT);
    assertThat(error(rows)).isLessThan(5);
    // Each share's own error is .034.
    assertThat(share(rows, row -> row.<Boolean>getAs("left"))).isCloseTo(0.4, within(0.12));
    assertThat(share(rows, row -> row.getAs("label").equals("plain"))).isCloseTo(0.7, within(0.12));
    assertThat(share(rows, row -> row.<Boolean>getAs("left") == (row.getAs("day") == null)))
        .isGreaterThan(0.93);
    assertThat(rows)
        .allMatch(row -> row.<Double>getAs("light") >= 0 && row.<Double>getAs("light") < 1);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.5"})
  void imagesAreOfTheCellsThatAreGiven(double guidance) {
    List<Row> rows =
        draw(
            model,
            "sample.where.light=0.625",
            "sample.where.left=true",
            "sample.guidance=" + guidance);

    assertThat(rows)
        .allMatch(row -> row.<Double>getAs("light") == 0.625 && row.<Boolean>getAs("left"));
    assertThat(error(rows)).isLessThan(guidance > 0 ? 12 : 5);
    assertThat(share(rows, row -> row.getAs("day") == null)).isGreaterThan(0.93);
    assertThat(rows.stream().map(row -> row.getAs("label")).distinct()).hasSize(2);
  }

  @Test
  void rangesAndListsAreDrawnBeforeTheImages() {
    List<Row> rows =
        draw(
            model,
            "sample.where.light=\"0.75..0.875\"",
            "sample.where.label=[striped, plain]",
            "sample.where.day=null");

    assertThat(rows)
        .allMatch(row -> row.<Double>getAs("light") >= 0.75 && row.<Double>getAs("light") <= 0.875);
    assertThat(rows).allMatch(row -> row.isNullAt(row.fieldIndex("day")));
    assertThat(share(rows, row -> row.<Boolean>getAs("left"))).isGreaterThan(0.9);
    assertThat(error(rows)).isLessThan(6);
  }

  /** What an image shows is told by it: half of the pixels lie 40 above the others. */
  @Test
  void columnsThatAreHiddenAreToldByTheImage() {
    List<Row> truth = unseen(1).collectAsList();
    List<Row> found = impute(unseen(1), "impute.mask=[light, left, label, day]").collectAsList();

    int right = 0;
    double light = 0;
    for (int i = 0; i < HELD; i++) {
      assertThat(image(found.get(i))).isEqualTo(image(truth.get(i)));
      right += found.get(i).getAs("left").equals(truth.get(i).getAs("left")) ? 1 : 0;
      right += found.get(i).getAs("label").equals(truth.get(i).getAs("label")) ? 1 : 0;
      light += Math.abs(found.get(i).<Double>getAs("light") - truth.get(i).<Double>getAs("light"));
    }
    assertThat(right).isGreaterThan(2 * HELD * 9 / 10);
    assertThat(light / HELD).isLessThan(0.06); // 1 / 3 by chance
  }

  /** Four of seven lines are known; pixels of the others are drawn by RePaint. */
  @Test
  void pixelsThatAreNotKnownFollowTheColumns() {
    String some =
        "transform(image, (x, p) -> if(p >= 20, null, x)) as image, light, left, label, day, id";
    Dataset<Row> holes = unseen(1).selectExpr(some.split(", (?=light|left|label|day|id)"));
    List<Row> found = impute(holes).collectAsList();

    for (Row row : found) {
      List<Short> truth = image(unseen(1).filter("id = " + row.getAs("id")).first());
      assertThat(image(row).subList(0, 20)).isEqualTo(truth.subList(0, 20));
    }
    assertThat(error(found)).isLessThan(6);
  }

  /** The image and two columns are unknown; what is drawn belongs to what is known. */
  @Test
  void wholeImagesAndColumnsAreDrawnTogether() {
    Dataset<Row> holes =
        unseen(1)
            .selectExpr(
                "cast(null as array<smallint>) as image",
                "light",
                "cast(null as boolean) as left",
                "cast(null as string) as label",
                "day",
                "id");
    List<Row> found = impute(holes).collectAsList();

    assertThat(error(found)).isLessThan(5);
    assertThat(share(found, row -> row.<Boolean>getAs("left") == (row.getAs("day") == null)))
        .isGreaterThan(0.85);
    assertThat(impute(holes.repartition(3).sort("id")).collectAsList()).isEqualTo(found);
  }

  @Test
  void samplesAreGivenTheRowsOfATable() {
    Dataset<Row> given = unseen(1).select("light", "left", "id");
    Settings settings = ShortTraining.settings("impute.draws=2").settings();
    List<Row> rows =
        model.givenSampler(settings.impute(), settings.sample()).rows(given).collectAsList();

    assertThat(rows).hasSize(2 * HELD);
    List<Row> asked = given.collectAsList();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).<Double>getAs("light")).isEqualTo(asked.get(i / 2).getDouble(0));
      assertThat(rows.get(i).<Boolean>getAs("left")).isEqualTo(asked.get(i / 2).getBoolean(1));
    }
    assertThat(error(rows)).isLessThan(5);
  }

  @Test
  void theSameRowsComeFromAnyPartitionsAndFromTheModelsDirectory() {
    List<Row> rows = draw(model, "sample.partitions=1");

    assertThat(draw(model, "sample.partitions=3")).containsExactlyInAnyOrderElementsOf(rows);
    Checkpoint read =
        ModelDirectory.at(
                folder.resolve("trained/model").toString(),
                LocalSpark.session().sparkContext().hadoopConfiguration())
            .read();
    TrainedModel again =
        new TrainedModel(LocalSpark.session(), read, LitImages.settings().settings().network());
    assertThat(again.description().network()).isEqualTo(model.description().network());
    assertThat(draw(again, "sample.partitions=1")).isEqualTo(rows);
  }

  @Test
  void imagesBetweenTwoSeedsHaveTheSameColumns() {
    List<Row> rows = draw(model, "sample.interpolate=[1, 2]", "sample.count=5");

    for (String column : List.of("light", "left", "day", "label")) {
      assertThat(rows.stream().map(row -> String.valueOf(row.<Object>getAs(column))).distinct())
          .hasSize(1);
    }
    assertThat(image(rows.get(0))).isNotEqualTo(image(rows.get(4)));
  }

  @Test
  void conditionsOnImagesAndUnknownColumnsAreRefused() {
    assertThatThrownBy(() -> draw(model, "sample.where.image=7"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot give column 'image' the value '7' (sample.where): it holds whole images; leave it out; 'ncsn impute' completes images");
    assertThatThrownBy(() -> draw(model, "sample.where.ligth=0.5"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot give column 'ligth' a value (sample.where): the model has no such column; did you mean 'light'?");
  }

  @Test
  void driftOfThemIsRefused() {
    DriftCheck check = new DriftCheck(LocalSpark.session(), model, LitImages.settings().settings());
    assertThatThrownBy(() -> check.from("before"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot measure drift of images and other columns (data.image) yet; train a model of the images alone");
  }

  /** Returns rows like those of the training, which are none of them. */
  private static Dataset<Row> unseen(int partitions) {
    return LitImages.table(3001, 1).filter("id >= " + (3001 - HELD)).coalesce(partitions);
  }

  private static Dataset<Row> impute(Dataset<Row> table, String... set) {
    Settings settings = ShortTraining.settings(set).settings();
    return model.imputer(settings.impute(), settings.sample()).rows(table);
  }

  /** Returns the mean distance of an image's brightness from what its columns say. */
  private static double error(List<Row> rows) {
    return rows.stream()
        .mapToDouble(
            row ->
                Math.abs(
                    LitImages.brightness(row.getAs("light"), row.getAs("left"), row.getAs("label"))
                        - image(row).stream().mapToInt(p -> p).average().orElseThrow()))
        .average()
        .orElseThrow();
  }

  private static double share(List<Row> rows, java.util.function.Predicate<Row> which) {
    return rows.stream().filter(which).count() / (double) rows.size();
  }

  private static List<Short> image(Row row) {
    return row.getList(row.fieldIndex("image"));
  }

  private static List<Row> draw(TrainedModel from, String... settings) {
    String[] all = new String[settings.length + 1];
    System.arraycopy(settings, 0, all, 1, settings.length);
    all[0] = "sample.count=" + COUNT;
    return from.sampler(ShortTraining.settings(all).settings().sample()).rows().collectAsList();
  }
}
