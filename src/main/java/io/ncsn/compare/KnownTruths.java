package io.ncsn.compare;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.settings.Study;
import java.util.List;
import java.util.stream.Stream;

/** Checks that measures that need the true density of a table have one. */
public final class KnownTruths {
  private KnownTruths() {}

  /**
   * Checks the measures of all studies.
   *
   * @throws ConfigException if measures lack the true density; names all of them
   */
  public static void require(List<Study> studies) {
    List<String> problems = studies.stream().flatMap(KnownTruths::problems).toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static Stream<String> problems(Study study) {
    return study.measures().stream()
        .filter(Measure::needsTruth)
        .flatMap(measure -> problems(study, measure));
  }

  private static Stream<String> problems(Study study, Measure measure) {
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
