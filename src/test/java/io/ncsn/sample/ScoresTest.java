package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.config.ConfigException;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.Mlp;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresTest {
  @TempDir private Path folder;

  private static Scores scores(OptionalDouble sigma) {
    return scores(NormalModel.checkpoint(), sigma);
  }

  private static Scores scores(Checkpoint checkpoint, OptionalDouble sigma) {
    return new Scores(
        LocalSpark.session(),
        checkpoint,
        new ScoreSettings(sigma),
        KernelPlan.here(KernelChoice.LIBTORCH));
  }

  /** The score of N(mean, scale²(1 + σ²)) is −(x − mean)/(scale²(1 + σ²)). */
  @Test
  void scoresAreInTheTablesUnits() {
    String path = folder.resolve("scores").toString();
    scores(OptionalDouble.of(2))
        .write(
            LocalSpark.session()
                .range(0, 5000, 1, 3)
                .selectExpr("id", "array(if(id = 7, double('NaN'), 80d + id % 40), id / 500d)"),
            new WaveTarget(path, new WavePace(30)));
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

  /** An energy network of zero parameters has a normal density's energy, in its own units. */
  @Test
  void energiesAreMinusTheLogDensity() {
    NetworkSpec spec =
        new NetworkSpec(
            2,
            new Mlp(List.of(4)),
            Form.EDM,
            Kind.ENERGY,
            Activation.SILU,
            Embedding.LOG,
            List.of());
    String path = folder.resolve("energies").toString();
    scores(NormalModel.checkpoint(spec), OptionalDouble.of(2))
        .write(
            LocalSpark.session()
                .range(0, 300, 1, 2)
                .selectExpr("id", "array(if(id = 7, double('NaN'), 80d + id % 40), id / 50d)"),
            new WaveTarget(path, new WavePace(30)));
    List<Row> found = LocalSpark.session().read().parquet(path).orderBy("id").collectAsList();
    for (Row row : found) {
      long id = row.getLong(0);
      assertThat(row.isNullAt(3)).isEqualTo(id == 7);
      if (id != 7) {
        double x = (80 + id % 40 - 100) / 10.0;
        double y = (id / 50.0 + 3) / 0.5;
        double expected = -(x * x + y * y) / 10 - Math.log(2 * Math.PI * 5);
        assertThat(-row.getDouble(3)).isCloseTo(expected, within(1e-4));
        assertThat(row.getDouble(4)).isCloseTo(expected - Math.log(10 * 0.5), within(1e-4));
        assertThat((double) row.<Double>getList(1).get(1)).isCloseTo(-y / 5 / 0.5, within(1e-4));
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
