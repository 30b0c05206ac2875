package io.ncsn.cli;

import io.ncsn.compare.CompareJob;
import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.CheapestRuns;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.job.RunReport;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.output.Versions;
import io.ncsn.report.ComparisonReport;
import io.ncsn.settings.Comparison;
import io.ncsn.settings.Settings;
import io.ncsn.settings.Study;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ncsn compare}: compares variants of a job by the same measures. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Runs variants of a job (compare.studies in the configuration), measures each, and writes a report that compares them.",
      "Variants that are trained alike share a model. An interrupted comparison goes on where it was when the same command is run again."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(CompareCommand.class);

  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    Comparison comparison = common.readComparison(storage, outputOptions.overrides());
    requireKnownDensities(comparison.studies().toArray(Study[]::new));
    OutputDirectory output = new OutputDirectory(storage, comparison.base().settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    output.check(JobKind.COMPARE, existing);
    runs(comparison.studies())
        .forEach(
            settings -> {
              Locations.requireInput(storage, settings.data());
              output.requireApart(JobKind.COMPARE, "data.input", settings.data());
            });

    RunRecord record = new RunRecord(JobKind.COMPARE.command(), comparison.base());
    String advice = "Run the same command again to go on with the next run in " + output.root();
    try (OutputDirectory.Lock held = output.lock();
        SparkJob job = SparkJob.start(JobKind.COMPARE.command(), advice, System.err)) {
      output.prepare(JobKind.COMPARE, existing);
      output.begin();
      List<StudyResult> results =
          new CompareJob(job.session(), storage, output, comparison, ProgressLines::open).run();
      results.forEach(result -> note(result, record));
      storage.write(
          output.report(),
          ComparisonReport.render(
              comparison.base().settings().report().title(),
              results,
              RunReport.settings(comparison.base()),
              Versions.all()));
      storage.delete(output.work());
    }
    storage.write(output.run(), record.json());
    LOG.info("Report: {}", output.report());
    return ExitCode.DONE.code();
  }

  private static Stream<Settings> runs(List<Study> studies) {
    return studies.stream()
        .flatMap(study -> study.variants().stream())
        .flatMap(variant -> variant.runs().stream())
        .map(run -> run.settings().settings())
        .distinct();
  }

  /**
   * Checks that measures that need the true density have one.
   *
   * @throws ConfigException if measures lack the true density; names all of them
   */
  public static void requireKnownDensities(Study... studies) {
    List<String> problems =
        Arrays.stream(studies)
            .flatMap(
                study ->
                    study.measures().stream()
                        .filter(Measure::needsTruth)
                        .flatMap(measure -> unknownDensities(study, measure)))
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static Stream<String> unknownDensities(Study study, Measure measure) {
    return runs(List.of(study))
        .map(settings -> settings.data().input())
        .filter(input -> !KnownDensities.knows(input))
        .distinct()
        .map(
            input ->
                "compare.studies.%s.measures: Cannot measure %s of %s: its density is not known; take it out, or compare on dataset:mixture"
                    .formatted(study.name(), Choice.name(measure), input));
  }

  /**
   * Records for {@code run.json} the cheapest run of each variant that is as good as the baseline.
   */
  private static void note(StudyResult result, RunRecord record) {
    CheapestRuns.of(result)
        .ifPresent(
            cheapest -> {
              Map<String, Object> costs = new LinkedHashMap<>();
              cheapest
                  .variants()
                  .forEach(
                      variant ->
                          variant
                              .run()
                              .ifPresent(
                                  run ->
                                      costs.put(
                                          variant.variant(),
                                          run.value(cheapest.baseline().cost()))));
              record.put("compare." + result.study().name() + ".cheapest", costs);
            });
  }
}
