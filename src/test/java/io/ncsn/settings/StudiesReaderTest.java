package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Measure;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.sample.AnnealedLangevin;
import io.ncsn.settings.Study.Baseline;
import io.ncsn.settings.Study.Run;
import io.ncsn.settings.Study.Variant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudiesReaderTest {
  private static final String JOB =
      """
      output = out
      data.input = "dataset:mixture"
      train.max-rounds = 3
      compare.studies {
        second {
          title = "Two"
          measures = [ks-max, evaluations]
          x = evaluations
          baseline { variant = b, measure = ks-max, cost = evaluations, within = 0.1 }
          settings.sample.count = 100
          along.noise.levels = [10, 20]
          variants {
            b { noise.schedule = linear, along.sample.steps-per-level = [3, 1] }
            a.noise.schedule = karras
          }
        }
        first {
          measures = fisher
          variants.only {}
        }
      }
      """;

  @Test
  void eachRunHasTheBaseTheStudysTheVariantsAndItsOwnSettings() {
    List<Study> studies = read(JOB).studies();

    assertThat(studies).extracting(Study::name).containsExactly("second", "first");
    Study study = studies.get(0);
    assertThat(study.title()).isEqualTo("Two");
    assertThat(study.measures()).containsExactly(Measure.KS_MAX, Measure.EVALUATIONS);
    assertThat(study.xMeasure()).contains(Measure.EVALUATIONS);
    assertThat(study.baseline())
        .contains(new Baseline("b", Measure.KS_MAX, Measure.EVALUATIONS, 0.1));
    assertThat(study.variants()).extracting(Variant::name).containsExactly("b", "a");
    List<Run> runs = study.variants().get(0).runs();
    assertThat(runs).hasSize(2);
    assertThat(runs.get(1).along())
        .isEqualTo(Map.of("noise.levels", "20", "sample.steps-per-level", "1"));
    Settings settings = runs.get(1).settings().settings();
    assertThat(settings.noise().schedule()).isEqualTo(ScheduleKind.LINEAR);
    assertThat(settings.noise().levels()).hasValue(20);
    assertThat(settings.sample().method()).isEqualTo(new AnnealedLangevin(1, 0));
    assertThat(settings.sample().count()).isEqualTo(100);
    assertThat(settings.train().maxRounds()).hasValue(3);
    assertThat(study.variants().get(1).runs().get(0).settings().settings().noise().schedule())
        .isEqualTo(ScheduleKind.KARRAS);
  }

  @Test
  void aStudyWithoutMoreHasItsNameForATitleAndOneRunAVariant() {
    Study study = read(JOB).studies().get(1);

    assertThat(study.title()).isEqualTo("first");
    assertThat(study.text()).isEmpty();
    assertThat(study.x()).isEmpty();
    assertThat(study.baseline()).isEmpty();
    assertThat(study.variants().get(0).runs()).hasSize(1);
  }

  @Test
  void theCommandLineGoesOverTheBaseAndOverAStudy() {
    Study study =
        read(
                JOB,
                "train.max-rounds=7",
                "compare.studies.second.along.noise.levels=[5,6,7]",
                "compare.studies.second.variants.b.along.sample.steps-per-level=[1,1,1]")
            .studies()
            .get(0);

    assertThat(study.variants().get(1).runs()).hasSize(3);
    Settings settings = study.variants().get(1).runs().get(2).settings().settings();
    assertThat(settings.noise().levels()).hasValue(7);
    assertThat(settings.train().maxRounds()).hasValue(7);
  }

  @Test
  void otherCommandsCheckTheStudiesAndGoByTheBase() {
    assertThat(ConfigTexts.read(JOB).settings().train().maxRounds()).hasValue(3);
    assertThat(
            catchThrowableOfType(
                    ConfigException.class, () -> ConfigTexts.read(JOB.replace("karras", "carras")))
                .problems())
        .singleElement()
        .asString()
        .startsWith("job.conf:14: Cannot set noise.schedule to 'carras'");
  }

  @Test
  void everyMistakeOfAStudyIsTold() {
    String text =
        """
        output = out
        data.input = "dataset:mixture"
        compare.studies {
          s {
            titel = "x"
            measures = [ks]
            x = noise.level
            baseline { variant = c, measure = mmd2 }
            along { noise.levels = [10, 20], sample.count = 5 }
            variants {
              a { output = elsewhere, train.max-rounds = 0 }
              b { train.max-rounds = 1, noise.sigma = 3, along.sample.seed = [1] }
            }
          }
          t = 5
          u { measures = [mmd2], variants {} }
        }
        compare.study {}
        """;

    List<String> beginnings =
        List.of(
            "job.conf:18: There is no setting compare.study: compare holds only studies",
            "job.conf:5: There is no setting compare.studies.s.titel: a study has title, text",
            "job.conf:6: Cannot set compare.studies.s.measures to [\"ks\"]: need a list of measures",
            "job.conf:7: compare.studies.s.x is noise.level: need a setting's key",
            "job.conf:8: compare.studies.s.baseline.variant is 'c', but the variants are [a, b]",
            "job.conf:4: compare.studies.s.baseline.cost is not set: need one of fisher",
            "job.conf:9: Cannot go along sample.count in compare.studies.s.variants.a: found 5",
            "job.conf:9: Cannot go along sample.count in compare.studies.s.variants.b: found 5",
            "job.conf:11: Cannot set output in compare.studies.s.variants.a: a comparison has one",
            "job.conf:11: Cannot set train.max-rounds to 0: need a whole number",
            "job.conf:12: There is no setting noise.sigma (found 3): did you mean",
            "job.conf:9: Cannot go along lists of different lengths in compare.studies.s.variants.b",
            "job.conf:15: Cannot set compare.studies.t to 5: need a section in braces",
            "job.conf:16: compare.studies.u.variants is not set: need at least one variant");
    List<String> found = problems(text);
    assertThat(found).hasSameSizeAs(beginnings);
    assertThat(beginnings)
        .allSatisfy(
            beginning -> assertThat(found).anyMatch(problem -> problem.startsWith(beginning)));
  }

  @Test
  void whatRunsGoAlongIsTheAxisIfItIsOneSetting() {
    String job = JOB.replace("x = evaluations\n", "\n");

    assertThat(problems(job))
        .containsExactly(
            "job.conf:5: compare.studies.second.x is not set: the runs go along [noise.levels, sample.steps-per-level]; set it to one of them or to a measure");
    assertThat(
            read(job.replace(", along.sample.steps-per-level = [3, 1]", "")).studies().get(0).x())
        .contains("noise.levels");
  }

  @Test
  void whatEachRunNeedsIsAskedFor() {
    assertThat(problems("output = out\ncompare.studies.s { measures = mmd2, variants.a {} }"))
        .containsExactly(
            "data.input is not set: need a table's path or URI, table:NAME or dataset:NAME (or data.query); set it in the file or add --set data.input=PATH",
            "Training would never stop: train.max-seconds, train.max-rounds and train.max-epochs are none; set one of them, such as --set train.max-seconds=60");
    assertThat(problems("output = out"))
        .singleElement()
        .asString()
        .startsWith("compare.studies is not set: there is nothing to compare");
  }

  private static Comparison read(String text, String... sets) {
    return ConfigTexts.readComparison(text, sets);
  }

  private static List<String> problems(String text) {
    ConfigException mistakes = catchThrowableOfType(ConfigException.class, () -> read(text));
    assertThat(mistakes).isNotNull();
    return mistakes.problems();
  }
}
