package io.ncsn.report;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.JudgedRun;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.report.ReportInputs.Setting;
import io.ncsn.settings.Study;
import io.ncsn.settings.Study.Baseline;
import io.ncsn.settings.Study.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison that shows every part of its report. */
final class MadeUpComparison {
  private static final int[] EVALUATIONS = {10, 100, 1000};
  private static final double[] ANNEALED = {0.5, 0.1, 0.02};
  private static final double[] ODE = {0.025, 0.022, 0.021};

  private MadeUpComparison() {}

  /** Its report, with {@code text} wherever a file can hold text. */
  static String report(String text) {
    return ComparisonReport.render(
        "Made up " + text,
        List.of(samplers(text), training(text)),
        List.of(new Setting("data.input", text, "job.conf:1")),
        Map.of("ncsn", "1"));
  }

  private static StudyResult samplers(String text) {
    List<JudgedRun> runs = new ArrayList<>();
    for (int i = 0; i < EVALUATIONS.length; i++) {
      runs.add(run("annealed", EVALUATIONS[i], ANNEALED[i]));
    }
    for (int i = 0; i < EVALUATIONS.length; i++) {
      runs.add(run("ode", EVALUATIONS[i], ODE[i]));
    }
    Study study =
        new Study(
            "samplers",
            "Samplers " + text,
            text,
            List.of(Measure.KS_MAX, Measure.SAMPLE_SECONDS, Measure.EVALUATIONS),
            Optional.of("evaluations"),
            Optional.of(new Baseline("annealed", Measure.KS_MAX, Measure.EVALUATIONS, 0.05)),
            List.of(new Variant("annealed", List.of()), new Variant("ode", List.of())));
    return new StudyResult(study, runs, Map.of(Measure.KS_MAX, 0.03));
  }

  private static JudgedRun run(String variant, int evaluations, double distance) {
    return new JudgedRun(
        variant,
        Map.of("sample.steps", Integer.toString(evaluations)),
        Integer.toString(evaluations),
        Map.of(
            Measure.KS_MAX,
            distance,
            Measure.EVALUATIONS,
            (double) evaluations,
            Measure.SAMPLE_SECONDS,
            evaluations / 300.0),
        Map.of(),
        Optional.empty());
  }

  /** Nothing to go along, and a run that failed. */
  private static StudyResult training(String text) {
    Study study =
        new Study(
            "training",
            "Training",
            "",
            List.of(Measure.FISHER),
            Optional.empty(),
            Optional.empty(),
            List.of(new Variant("good " + text, List.of()), new Variant("bad", List.of())));
    return new StudyResult(
        study,
        List.of(
            new JudgedRun(
                "good " + text,
                Map.of(),
                "",
                Map.of(Measure.FISHER, 0.01),
                Map.of(),
                Optional.empty()),
            new JudgedRun(
                "bad",
                Map.of(),
                "",
                Map.of(),
                Map.of(),
                Optional.of("diverged in round 3 " + text))),
        Map.of());
  }
}
