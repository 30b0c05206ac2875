package io.ncsn.evaluate;

import io.ncsn.config.Measure;
import io.ncsn.settings.Study;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The result of a study of {@code ncsn compare}.
 *
 * @param references what perfect runs would get, by measure: real rows' distance from other real
 *     rows, the true density's log-likelihood; only where all runs share it
 */
public record StudyResult(Study study, List<JudgedRun> runs, Map<Measure, Double> references) {
  public StudyResult {
    runs = List.copyOf(runs);
    references = Map.copyOf(references);
  }

  /** The runs of one variant, in their order. */
  public List<JudgedRun> runs(String variant) {
    return runs.stream().filter(run -> run.variant().equals(variant)).toList();
  }

  /** Finite values of a measure. */
  DoubleStream values(List<JudgedRun> of, Measure measure) {
    return of.stream().mapToDouble(run -> run.value(measure)).filter(Double::isFinite);
  }
}
