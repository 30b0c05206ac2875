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
  void measuresOfNumbersAreRefusedForMixedTables() {
    assertThatThrownBy(
            () ->
                MeasurableStudies.require(
                    studies("mixture", "shape, sliced-wasserstein", "data.scale = quantile")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "compare.studies.s.measures: Cannot measure sliced-wasserstein of dataset:mixture: it is a mixed table")
        .hasMessageContaining("set data.scale = column")
        .hasMessageNotContaining("measure shape");
  }

  @Test
  void measuresOfMixedTablesAreRefusedForNumbers() {
    assertThatThrownBy(
            () ->
                MeasurableStudies.require(
                    studies("digits", "shape, ks-max", "data.scale = column")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "compare.studies.s.measures: Cannot measure shape of dataset:digits: it is a table of numbers")
        .hasMessageContaining("set data.scale = quantile")
        .hasMessageNotContaining("measure ks-max");
  }

  @Test
  void whatATableIsMayBeLeftToItsColumns() {
    assertThatCode(() -> MeasurableStudies.require(studies("digits", "shape, ks-max", "")))
        .doesNotThrowAnyException();
  }

  @Test
  void utilityNeedsATarget() {
    String scale = "data.scale = quantile";
    assertThatThrownBy(() -> MeasurableStudies.require(studies("mixture", "utility-auc", scale)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "compare.studies.s.measures: Cannot measure utility-auc: evaluate.target is none; set it");
  }

  private static List<Study> studies(String data, String measure, String setting) {
    String text =
        """
        output = out
        data.input = "dataset:%s"
        train.max-rounds = 3
        %s
        compare.studies.s { measures = [%s], variants { a {}, b { train.seed = 4 } } }
        """
            .formatted(data, setting, measure);
    return new SettingsReader(location -> text)
        .readComparison(Optional.of("job.conf"), List.of())
        .studies();
  }
}
