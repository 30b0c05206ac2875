package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Densities of eighths, whose sums are exact. */
class DensityMeanTest {
  private static final String NONE =
      "case mod(id, 3) when 0 then null when 1 then double('-infinity') else %s end as log_density";

  @TempDir private Path directory;

  @Test
  void densitiesThatAreThereAreCountedAndSummed() {
    DensityMean mean = of("(id - 500) / 8d");

    // The 332 numbers 2, 5, … 995 among 0 to 996
    assertThat(mean.rows()).isEqualTo(332);
    assertThat(mean.sum()).isEqualTo((332 * (2 + 995) / 2.0 - 332 * 500) / 8);
    assertThat(mean.mean()).hasValue((997 / 2.0 - 500) / 8);
  }

  @Test
  void rowsWithoutADensityHaveNoMean() {
    assertThat(of("null")).isEqualTo(new DensityMean(0, 0));
    assertThat(new DensityMean(0, 0).mean()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void aDensityThatIsNoNumberShows() {
    assertThat(of("double('nan')").mean()).hasValue(Double.NaN);
  }

  private DensityMean of(String density) {
    LocalSpark.session()
        .range(0, 997, 1, 7)
        .selectExpr("id", NONE.formatted(density))
        .write()
        .parquet(directory.resolve("rows").toString());
    return DensityMean.of(LocalSpark.session(), directory.resolve("rows").toString());
  }
}
