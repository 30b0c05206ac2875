package io.ncsn.compare;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.settings.SettingsReader;
import io.ncsn.settings.Study;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasurableStudiesTest {
  @Test
  void theTrueDensityOfATableIsAskedForWhereAMeasureNeedsIt() {
    assertThatCode(() -> MeasurableStudies.require(studies("mixture", "fisher", "")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> MeasurableStudies.require(studies("digits", "fisher", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Cannot measure fisher of dataset:digits");
  }

  @Test
  void mixedTablesAreRefusedByName() {
    assertThatThrownBy(
            () ->
                MeasurableStudies.require(
                    studies("mixture", "sliced-wasserstein", "data.scale = quantile")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("compare.studies.s: Cannot compare models of mixed tables")
        .hasMessageContaining("set data.scale = column");
  }

  private static List<Study> studies(String data, String measure, String setting) {
    String text =
        """
        output = out
        data.input = "dataset:%s"
        train.max-rounds = 3
        compare.studies.s { measures = [%s], variants { a { %s }, b { train.seed = 4 } } }
        """
            .formatted(data, measure, setting);
    return new SettingsReader(location -> text)
        .readComparison(Optional.of("job.conf"), List.of())
        .studies();
  }
}
