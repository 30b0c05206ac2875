package io.ncsn.compare;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.settings.Study;
import java.util.List;
import java.util.stream.Stream;

/** Checks that the measures of studies can be found. */
public final class MeasurableStudies {
  private MeasurableStudies() {}

  /**
   * Checks the measures of all studies.
   *
   * @throws ConfigException if measures lack the true density, or a table is mixed; names all of
   *     them
   */
  public static void require(List<Study> studies) {
    List<String> problems =
        studies.stream()
            .flatMap(study -> Stream.concat(mixed(study), withoutTruth(study)))
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static Stream<String> mixed(Study study) {
    return study
        .settings()
        .filter(settings -> settings.data().scale() == DataSettings.Scale.QUANTILE)
        .limit(1)
        .map(
            settings ->
                "compare.studies.%s: Cannot compare models of mixed tables (data.scale = quantile): comparisons take the measures of numbers alone; set data.scale = column for the numbers alone"
                    .formatted(study.name()));
  }

  private static Stream<String> withoutTruth(Study study) {
    return study.measures().stream()
        .filter(Measure::needsTruth)
        .flatMap(measure -> withoutTruth(study, measure));
  }

  private static Stream<String> withoutTruth(Study study, Measure measure) {
    return study
        .settings()
        .map(settings -> settings.data().input())
        .filter(input -> !KnownDensities.knows(input))
        .distinct()
        .map(
            input ->
                "compare.studies.%s.measures: Cannot measure %s of %s: its density is not known; take it out, or compare on dataset:mixture"
                    .formatted(study.name(), Choice.name(measure), input));
  }
}
