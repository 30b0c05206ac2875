package io.ncsn.cli;

import io.ncsn.compare.CompareJob;
import io.ncsn.compare.MeasurableStudies;
import io.ncsn.evaluate.CheapestRuns;
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
import io.ncsn.settings.Study;
import java.util.List;
import java.util.concurrent.Callable;
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
final class CompareCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(CompareCommand.class);

  @Mixin private CommonOptions common;
  @Mixin private OutputOptions outputOptions;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    Comparison read = common.readComparison(storage, outputOptions.overrides());
    Comparison comparison = new Comparison(outputOptions.dated(read.base()), read.studies());
    MeasurableStudies.require(comparison.studies());
    OutputDirectory output = new OutputDirectory(storage, comparison.base().settings().output());
    Existing existing = outputOptions.existing(Existing.RESUME);
    output.check(JobKind.COMPARE, existing);
    comparison.studies().stream()
        .flatMap(Study::settings)
        .distinct()
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
    RunEnd.record(storage, output, record);
    LOG.info("Report: {}", output.report());
    return ExitCode.DONE.code();
  }

  /**
   * Records for {@code run.json} the cheapest run of each variant that is as good as the baseline.
   */
  private static void note(StudyResult result, RunRecord record) {
    CheapestRuns.of(result)
        .ifPresent(
            cheapest ->
                record.put("compare." + result.study().name() + ".cheapest", cheapest.costs()));
  }
}
