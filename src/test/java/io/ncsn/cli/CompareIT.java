package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.compare.CompareJob;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.job.ProgressLine;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import io.ncsn.report.ComparisonReport;
import io.ncsn.settings.Comparison;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.settings.Study;
import io.ncsn.settings.Study.Variant;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped comparisons with little to do: the first run of each study, briefly trained. */
class CompareIT {
  @TempDir private Path folder;

  private static final List<String> SMALL =
      List.of(
          "train.max-rounds=1",
          "train.averaging-frequency=4",
          "sample.count=64",
          "evaluate.rows=100",
          "evaluate.projections=4");

  @Test
  void schedules() {
    runs("compare-schedules", "data.rows=2000");
  }

  @Test
  void samplers() {
    runs(
        "compare-samplers",
        "compare.studies.mixture.settings.data.rows=2000",
        "compare.studies.mixture.settings.evaluate.rows=100",
        "compare.studies.digits.settings.evaluate.rows=100",
        "compare.studies.digits.settings.sample.count=64",
        "compare.studies.digits.settings.train.max-rounds=1",
        "compare.studies.digits.settings.train.averaging-frequency=4",
        "compare.studies.digits.settings.network.hidden=[16]");
  }

  @Test
  void objectives() {
    runs(
        "compare-objectives",
        "data.rows=2000",
        "compare.studies.equal-time.settings.train.max-seconds=0.1");
  }

  private void runs(String name, String... further) {
    List<SettingOverride> small =
        Stream.of(SMALL, List.of(further), List.of("output=" + folder.resolve("out")))
            .flatMap(List::stream)
            .map(SettingOverride::parse)
            .toList();
    Comparison shipped =
        new SettingsReader(file -> Files.readString(Path.of(file)))
            .readComparison(Optional.of("conf/" + name + ".conf"), small);
    Comparison firsts =
        new Comparison(shipped.base(), shipped.studies().stream().map(CompareIT::first).toList());
    Storage storage = Storage.ofSubmit();
    OutputDirectory output = new OutputDirectory(storage, folder.resolve("out").toString());

    List<StudyResult> results =
        new CompareJob(LocalSpark.session(), storage, output, firsts, () -> ProgressLine.NONE)
            .run();

    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.runs())
                    .hasSize(1)
                    .allSatisfy(run -> assertThat(run.failure()).isEmpty())
                    .allSatisfy(
                        run -> assertThat(run.values()).containsKeys(measures(result.study()))));
    assertThat(ComparisonReport.render(name, results, List.of(), Map.of()))
        .contains(results.stream().map(result -> result.study().title()).toList());
  }

  private static Measure[] measures(Study study) {
    return study.measures().toArray(Measure[]::new);
  }

  private static Study first(Study study) {
    Variant first = study.variants().get(0);
    return new Study(
        study.name(),
        study.title(),
        study.text(),
        study.measures(),
        study.x(),
        study.baseline(),
        List.of(new Variant(first.name(), first.runs().subList(0, 1))));
  }
}
