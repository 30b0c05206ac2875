package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a trained network of convolutions and the columns beside them belong together. */
class ColumnsBesideImagesTest {
  private static final int COUNT = 203;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = LitImages.trained(folder.resolve("trained").toString());
  }

  @Test
  void samplesHaveTheTablesColumnsAndTypes() {
    Row row = draw().get(0);

    assertThat(row.schema().toDDL()).isEqualTo("x");
  }

  @Test
  void imagesFollowTheColumnsThatAreDrawnBeforeThem() {
    List<Row> rows = draw();

    double error = 0;
    for (Row row : rows) {
      error += Math.abs(brightness(row) - expected(row)) / COUNT;
      System.out.println(row.getAs("light") + " " + row.getAs("left") + " " + row.getAs("day") + " " + row.getAs("label") + " " + brightness(row) + " " + expected(row));
    }
    assertThat(error).isLessThan(10);
    assertThat(rows).allMatch(row -> row.<Boolean>getAs("left") == (row.getAs("day") == null));
  }

  private static double expected(Row row) {
    return LitImages.brightness(row.getAs("light"), row.getAs("left"), row.getAs("label"));
  }

  private static double brightness(Row row) {
    return row.<Short>getList(row.fieldIndex("image")).stream().mapToInt(p -> p).average().orElseThrow();
  }

  private static List<Row> draw(String... settings) {
    String[] all = new String[settings.length + 1];
    System.arraycopy(settings, 0, all, 1, settings.length);
    all[0] = "sample.count=" + COUNT;
    return model.sampler(ShortTraining.settings(all).settings().sample()).rows().collectAsList();
  }
}
