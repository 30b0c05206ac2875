package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.DataException;
import io.ncsn.sample.Likelihood;
import io.ncsn.sample.Scores;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRowsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"Log_Density", "log_density_error", "log_density_probes", "BITS_per_dimension"})
  void keepsNoColumnNamedAsOneOfDensitiesInAnyCase(String name) {
    assertRefused(name, Likelihood.columns());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Score", "score_norm", "Energy", "unnormalised_log_density"})
  void keepsNoColumnNamedAsOneOfScoresInAnyCase(String name) {
    assertRefused(name, Scores.columns());
  }

  private static void assertRefused(String name, List<String> ours) {
    assertThatThrownBy(
            () -> new ModelRows(null, null, ours).of((Dataset<Row>) null, List.of("id", name)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot keep column '" + name + "': the result has a column of that name; rename it");
  }
}
