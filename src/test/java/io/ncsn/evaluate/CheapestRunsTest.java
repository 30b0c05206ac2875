package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.Measure;
import io.ncsn.settings.Study;
import io.ncsn.settings.Study.Baseline;
import io.ncsn.settings.Study.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheapestRunsTest {
  private static final double[] COSTS = {10, 100, 1000};

  @Test
  void aRunWithinTheAllowanceIsAsGoodAndTheCheapestCounts() {
    StudyResult result =
        result(Measure.KS_MAX, 0.05, Map.of(), values(3, 1.0, 1.04), values(1.05, 1.06, 0.9));

    CheapestRuns found = CheapestRuns.of(result).orElseThrow();

    assertThat(found.best()).isEqualTo(1.0);
    assertThat(found.bar()).isCloseTo(1.05, within(1e-12));
    assertThat(found.variants().get(0).run().orElseThrow().value(Measure.EVALUATIONS))
        .isEqualTo(100);
    assertThat(found.variants().get(1).run().orElseThrow().value(Measure.EVALUATIONS))
        .isEqualTo(10);
    assertThat(found.variants().get(1).factor()).hasValue(10);
  }

  @Test
  void whatNeverComesUpHasNoFactor() {
    CheapestRuns found =
        CheapestRuns.of(
                result(Measure.KS_MAX, 0.05, Map.of(), values(3, 2, 1), values(2, 1.2, Double.NaN)))
            .orElseThrow();

    assertThat(found.variants().get(1).run()).isEmpty();
    assertThat(found.variants().get(1).factor()).isEmpty();
    assertThat(found.variants().get(0).factor()).hasValue(1);
  }

  @Test
  void betterThanPerfectIsChanceAndNotAskedFor() {
    CheapestRuns found =
        CheapestRuns.of(
                result(
                    Measure.KS_MAX,
                    0.05,
                    Map.of(Measure.KS_MAX, 1.5),
                    values(3, 1.4, 1),
                    values(1.5, 1.2, 1.2)))
            .orElseThrow();

    assertThat(found.bar()).isEqualTo(1.5);
    assertThat(found.variants().get(1).factor()).hasValue(10); // of a's 100
  }

  @Test
  void ofALikelihoodMoreIsBetterAlsoBelowZero() {
    CheapestRuns found =
        CheapestRuns.of(
                result(
                    Measure.LOG_LIKELIHOOD,
                    0.1,
                    Map.of(),
                    values(-9, -4, -5),
                    values(-4.5, -4.4, -3)))
            .orElseThrow();

    assertThat(found.best()).isEqualTo(-4);
    assertThat(found.bar()).isCloseTo(-4.4, within(1e-12));
    assertThat(found.variants().get(1).run().orElseThrow().value(Measure.EVALUATIONS))
        .isEqualTo(100);
  }

  private static List<Double> values(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  @SafeVarargs
  private static StudyResult result(
      Measure measure, double within, Map<Measure, Double> perfect, List<Double>... values) {
    List<JudgedRun> runs = new ArrayList<>();
    List<String> names = List.of("a", "b");
    for (int variant = 0; variant < names.size(); variant++) {
      for (int i = 0; i < COSTS.length; i++) {
        runs.add(
            new JudgedRun(
                names.get(variant),
                Map.of(),
                "",
                Map.of(measure, values[variant].get(i), Measure.EVALUATIONS, COSTS[i]),
                Map.of(),
                Optional.empty()));
      }
    }
    Study study =
        new Study(
            "s",
            "S",
            "",
            List.of(measure, Measure.EVALUATIONS),
            Optional.empty(),
            Optional.of(new Baseline("a", measure, Measure.EVALUATIONS, within)),
            names.stream().map(name -> new Variant(name, List.of())).toList());
    return new StudyResult(study, runs, perfect);
  }
}
