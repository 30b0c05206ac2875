package io.ncsn.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.Comparison;
import io.ncsn.config.Measure;
import io.ncsn.config.SettingOverride;
import io.ncsn.config.SettingsReader;
import io.ncsn.config.Study;
import io.ncsn.config.Study.Variant;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.report.ComparisonReport;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped comparisons with little to do: the first run of every variant, briefly trained. */
class CompareIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"compare-schedules", "compare-samplers", "compare-objectives"})
  void everyVariantOfAShippedComparisonRuns(String name) {
    List<SettingOverride> small =
        Stream.of(
                "output=" + folder.resolve("out"),
                "data.rows=2000",
                "train.max-rounds=1",
                "train.averaging-frequency=4",
                "sample.count=64",
                "evaluate.rows=100",
                "evaluate.projections=4")
            .map(SettingOverride::parse)
            .toList();
    Comparison shipped =
        new SettingsReader(file -> Files.readString(Path.of(file)))
            .readComparison(Optional.of("conf/" + name + ".conf"), small);
    Comparison firsts =
        new Comparison(shipped.base(), shipped.studies().stream().map(CompareIT::first).toList());
    Storage storage = Storage.ofSubmit();
    OutputDirectory output = new OutputDirectory(storage, folder.resolve("out").toString());

    List<StudyResult> results = new CompareJob(LocalSpark.session(), storage, output, firsts).run();

    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.runs())
                    .hasSameSizeAs(result.study().variants())
                    .allSatisfy(run -> assertThat(run.failure()).isEmpty())
                    .allSatisfy(
                        run -> assertThat(run.values()).containsKeys(measures(result.study()))));
    assertThat(ComparisonReport.render(name, results, List.of(), Map.of()))
        .contains(results.get(0).study().title());
  }

  private static Measure[] measures(Study study) {
    return study.measures().toArray(Measure[]::new);
  }

  private static Study first(Study study) {
    return new Study(
        study.name(),
        study.title(),
        study.text(),
        study.measures(),
        study.x(),
        study.baseline(),
        study.variants().stream()
            .map(variant -> new Variant(variant.name(), variant.runs().subList(0, 1)))
            .toList());
  }
}
