package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.ScoreSettings;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresTest {
  @TempDir private Path folder;

  private static Scores scores(OptionalDouble sigma) {
    return new Scores(
        LocalSpark.session(),
        NormalModel.checkpoint(),
        new ScoreSettings(sigma),
        KernelChoice.LIBTORCH);
  }

  /** Of N(mean, scale²(1 + σ²)): −(x − mean)/(scale²(1 + σ²)). */
  @Test
  void scoresAreInTheTablesUnits() {
    String path = folder.resolve("scores").toString();
    scores(OptionalDouble.of(2))
        .write(
            LocalSpark.session()
                .range(0, 5000, 1, 3)
                .selectExpr("id", "array(if(id = 7, double('NaN'), 80d + id % 40), id / 500d)"),
            path,
            new WavePace(30));
    List<Row> found = LocalSpark.session().read().parquet(path).orderBy("id").collectAsList();
    assertThat(found).hasSize(5000);
    for (Row row : found) {
      long id = row.getLong(0);
      assertThat(row.isNullAt(1)).isEqualTo(id == 7);
      assertThat(row.isNullAt(2)).isEqualTo(id == 7);
      if (id != 7) {
        double x = -(80 + id % 40 - 100) / (100 * 5.0);
        double y = -(id / 500.0 + 3) / (0.25 * 5);
        List<Double> score = row.getList(1);
        assertThat(score.get(0)).isCloseTo(x, within(1e-5));
        assertThat(score.get(1)).isCloseTo(y, within(1e-5));
        assertThat(row.getDouble(2)).isCloseTo(Math.hypot(x, y), within(1e-5));
      }
    }
  }

  @Test
  void theLeastLevelIsTheDefaultAndUntrainedOnesAreRefused() {
    assertThat(scores(OptionalDouble.empty()).sigma()).isEqualTo(0.01);
    for (double sigma : new double[] {0.005, 11}) {
      assertThatThrownBy(() -> scores(OptionalDouble.of(sigma)))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "Cannot score at score.sigma "
                  + sigma
                  + ": the model was trained at noise levels from 0.01 to 10.0; set one of these or auto");
    }
  }
}
