package io.ncsn.compare;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.ncsn.config.NoiseSettings;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.sample.SamplingPlan;
import io.ncsn.settings.Settings;
import io.ncsn.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would else stop a shipped comparison after minutes. */
class ShippedComparisonsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare-schedules",
        "compare-samplers",
        "compare-objectives",
        "compare-averaging"
      })
  void everyRunCanBeSampledAtItsLevelsAndMeasured(String name) {
    SettingsReader reader = new SettingsReader(file -> Files.readString(Path.of(file)));

    reader.readComparison(Optional.of("conf/" + name + ".conf"), List.of()).studies().stream()
        .flatMap(
            study -> {
              MeasurableStudies.require(List.of(study));
              return study.variants().stream();
            })
        .flatMap(variant -> variant.runs().stream())
        .forEach(
            run -> {
              Settings settings = run.settings().settings();
              assertThatCode(
                      () -> SamplingPlan.resolve(settings.sample().method(), levels(settings)))
                  .as("%s", run.along())
                  .doesNotThrowAnyException();
            });
  }

  private static NoiseSchedule levels(Settings settings) {
    NoiseSettings noise = settings.noise();
    return NoiseSchedule.of(
        noise.schedule(),
        noise.sigmaBegin().orElseThrow(),
        noise.sigmaEnd().orElseThrow(),
        noise.levels().orElseThrow());
  }
}
