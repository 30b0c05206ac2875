package io.ncsn.compare;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.Measure;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.settings.Settings;
import io.ncsn.settings.Study;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks that the measures of studies can be found. */
public final class MeasurableStudies {
  private MeasurableStudies() {}

  /**
   * Checks the measures of all studies as far as settings tell.
   *
   * @throws ConfigException if measures lack the true density, the target, or a table of their
   *     kind; names all of them
   */
  public static void require(List<Study> studies) {
    refuse(
        studies,
        study ->
            Stream.concat(
                misfits(study, MeasurableStudies::isMixed),
                study.wanted().stream()
                    .flatMap(
                        measure ->
                            Stream.concat(
                                withoutTruth(study, measure), withoutTarget(study, measure)))));
  }

  /**
   * Checks the measures of all studies by their tables.
   *
   * @param prepared gives the table of a run
   * @throws ConfigException if measures are not for tables of their kind, or the target is not for
   *     the measure; names all of them
   */
  static void require(List<Study> studies, Function<Settings, PreparedTable> prepared) {
    Function<Settings, Optional<Boolean>> isMixed =
        settings -> Optional.of(prepared.apply(settings).plan().isPresent());
    refuse(studies, study -> misfits(study, isMixed));
    studies.stream()
        .filter(study -> study.wanted().stream().anyMatch(Measure::isOfMixedTables))
        .flatMap(Study::settings)
        .forEach(s -> s.evaluate().requireTarget(prepared.apply(s).codec().measured()));
    refuse(studies, study -> TargetKinds.misfits(study, prepared));
  }

  private static void refuse(List<Study> studies, Function<Study, Stream<String>> found) {
    List<String> problems = studies.stream().flatMap(found).distinct().toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Returns whether the table is mixed; empty if only its columns tell. */
  private static Optional<Boolean> isMixed(Settings settings) {
    Scale scale = settings.data().scale();
    return scale == Scale.AUTO && settings.data().features().isEmpty()
        ? Optional.empty()
        : Optional.of(scale == Scale.QUANTILE);
  }

  private static Stream<String> misfits(
      Study study, Function<Settings, Optional<Boolean>> isMixed) {
    return study
        .settings()
        .flatMap(
            settings ->
                isMixed.apply(settings).stream()
                    .flatMap(mixed -> misfits(study, settings.data().input(), mixed)))
        .distinct();
  }

  private static Stream<String> misfits(Study study, String input, boolean mixed) {
    String reason =
        mixed
            ? "it is a mixed table, and this is measured of tables of numbers alone; take shape, trend or another measure of mixed tables (docs/compare.md), or set data.scale = column for the numbers alone"
            : "it is a table of numbers, and this is measured of mixed tables alone; take ks-max or another measure of numbers (docs/compare.md), or set data.scale = quantile";
    return study.wanted().stream()
        .filter(mixed ? Measure::isOfNumbers : Measure::isOfMixedTables)
        .map(
            measure ->
                "compare.studies.%s.measures: Cannot measure %s of %s: %s"
                    .formatted(study.name(), Choice.name(measure), input, reason));
  }

  private static Stream<String> withoutTruth(Study study, Measure measure) {
    return study
        .settings()
        .map(settings -> settings.data().input())
        .filter(input -> measure.needsTruth() && !KnownDensities.knows(input))
        .distinct()
        .map(
            input ->
                "compare.studies.%s.measures: Cannot measure %s of %s: its density is not known; take it out, or compare on dataset:mixture"
                    .formatted(study.name(), Choice.name(measure), input));
  }

  private static Stream<String> withoutTarget(Study study, Measure measure) {
    return study
        .settings()
        .filter(settings -> measure.needsTarget() && settings.evaluate().target().isEmpty())
        .limit(1)
        .map(
            settings ->
                "compare.studies.%s.measures: Cannot measure %s: evaluate.target is none; set it to the column that trees predict, or take %2$s out"
                    .formatted(study.name(), Choice.name(measure)));
  }
}
