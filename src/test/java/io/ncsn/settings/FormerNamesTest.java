package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.network.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code network.blocks}, which is now {@code network.architecture}, is still understood. */
class FormerNamesTest {
  @ParameterizedTest
  @CsvSource({"plain, mlp", "residual, residual"})
  void theFormerNameOfAFileAndOfAnOptionChoosesTheSame(String former, String present) {
    EffectiveSettings ofFile = ConfigTexts.read("network.blocks = " + former);
    EffectiveSettings ofOption =
        ConfigTexts.read("network.architecture = unet", "network.blocks=" + former);
    for (EffectiveSettings settings : List.of(ofFile, ofOption)) {
      assertThat(settings.settings().network().architecture().word()).isEqualTo(present);
      assertThat(settings.values())
          .filteredOn(value -> value.key().equals(Architecture.KEY))
          .extracting(EffectiveValue::value)
          .containsExactly(present);
    }
  }

  @Test
  void thePresentNameWinsWhereverItIsSet() {
    EffectiveSettings settings =
        ConfigTexts.read("network.blocks = plain", "network.architecture=residual");
    assertThat(settings.settings().network().architecture().word()).isEqualTo("residual");
  }

  @Test
  void aFormerNameInStudiesIsReplacedInEachRun() {
    Study study =
        ConfigTexts.readComparison(
                """
                output = target/compared
                data.input = "dataset:mixture"
                train.max-rounds = 1
                network.blocks = residual
                compare.studies.networks {
                  measures = [sliced-wasserstein]
                  variants {
                    base {}
                    own { network.blocks = plain }
                    listed { along { network.blocks = [residual, plain] } }
                  }
                }
                """)
            .studies()
            .get(0);
    assertThat(study.variants())
        .flatExtracting(Study.Variant::runs)
        .extracting(run -> run.settings().settings().network().architecture().word())
        .containsExactly("residual", "mlp", "residual", "mlp");
  }

  @Test
  void mistakesAreToldByThePresentNameAtTheirPlace() {
    assertThatThrownBy(() -> ConfigTexts.read("\nnetwork.blocks = rnn"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("job.conf:2: Cannot set network.architecture to 'rnn'");
  }
}
