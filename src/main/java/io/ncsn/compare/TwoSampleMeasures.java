package io.ncsn.compare;

import io.ncsn.config.Choice;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.EvaluationResult;
import java.util.EnumSet;
import java.util.Set;

/** The measures that an evaluation gives: they go by the same names. */
final class TwoSampleMeasures {
  private static final Set<Measure> ALL =
      EnumSet.of(
          Measure.SLICED_WASSERSTEIN,
          Measure.MMD2,
          Measure.KS_MAX,
          Measure.CORRELATION_DIFFERENCE,
          Measure.ONE_NN_ACCURACY);

  private TwoSampleMeasures() {}

  static boolean contains(Measure measure) {
    return ALL.contains(measure);
  }

  static double value(EvaluationResult result, Measure measure) {
    return result.metric(Choice.name(measure)).value();
  }
}
