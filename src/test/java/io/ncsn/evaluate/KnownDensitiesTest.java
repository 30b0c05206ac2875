package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.CellSettings;
import io.ncsn.config.DataSettings;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.PictureSettings;
import io.ncsn.config.RowRoles;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.testing.LocalSpark;
import io.ncsn.truth.GaussianMixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDensitiesTest {
  private static final int ROWS = 4000;

  @TempDir private Path directory;

  @Test
  void theMixtureIsTheDensityOfItsDataSet() {
    GaussianMixture density = KnownDensities.of("dataset:mixture", List.of("x", "y")).orElseThrow();
    Matrix rows = rows("dataset:mixture");

    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += density.logDensity(Arrays.copyOfRange(rows.values(), 2 * i, 2 * i + 2), 0);
    }

    // The modes do not overlap: E log p = Σ w log w − log 2π − 1; its variance is Var(log w) + 1.
    double entropy = -0.8 * Math.log(0.8) - 0.2 * Math.log(0.2) + Math.log(2 * Math.PI) + 1;
    double deviation = Math.sqrt(0.8 * 0.2 * Math.pow(Math.log(4), 2) + 1);
    assertThat(sum / ROWS).isCloseTo(-entropy, within(4 * deviation / Math.sqrt(ROWS)));
  }

  @Test
  void otherTablesHaveNoKnownDensity() {
    assertThat(KnownDensities.of("dataset:two-moons", List.of("x", "y"))).isEmpty();
    assertThat(KnownDensities.of("dataset:mixture", List.of("x"))).isEmpty();
  }

  private Matrix rows(String input) {
    DataSettings settings =
        new DataSettings(
            input,
            DataSettings.Format.AUTO,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            PictureSettings.DEFAULT,
            List.of(),
            DataSettings.BadRows.FAIL,
            DataSettings.Scale.COLUMN,
            CellSettings.DEFAULT,
            new RowRoles(0),
            ROWS,
            1);
    PreparedTable table =
        TablePreparer.prepare(LocalSpark.session(), settings, 1, directory.toString());
    return TableRows.of(
            table.train(), table.schema(), table.scaler(), new EvaluateSettings(ROWS, 1, 1))
        .matrix();
  }
}
