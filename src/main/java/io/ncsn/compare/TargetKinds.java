package io.ncsn.compare;

import io.ncsn.config.Choice;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.PlainCells;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.settings.Settings;
import io.ncsn.settings.Study;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Checks that predictions of a target are scored as its kind allows. */
final class TargetKinds {
  private TargetKinds() {}

  /** Returns what is wrong with the measures of a study. */
  static Stream<String> misfits(Study study, Function<Settings, PreparedTable> prepared) {
    return study.wanted().stream()
        .filter(Measure::needsTarget)
        .flatMap(
            measure ->
                study
                    .settings()
                    .filter(settings -> fitting(settings, prepared) != measure)
                    .limit(1)
                    .map(settings -> misfit(study, settings, measure)));
  }

  private static Measure fitting(Settings settings, Function<Settings, PreparedTable> prepared) {
    StructType cells = PlainCells.schema(PlainCells.columns(prepared.apply(settings).codec()));
    String target = settings.evaluate().target().orElseThrow();
    return cells.apply(target).dataType().equals(DataTypes.DoubleType)
        ? Measure.UTILITY_RMSE
        : Measure.UTILITY_AUC;
  }

  private static String misfit(Study study, Settings settings, Measure measure) {
    boolean isNumber = measure == Measure.UTILITY_AUC;
    return "compare.studies.%s.measures: Cannot measure %s: evaluate.target = %s is a %s; take %s instead"
        .formatted(
            study.name(),
            Choice.name(measure),
            settings.evaluate().target().orElseThrow(),
            isNumber ? "number" : "category",
            Choice.name(isNumber ? Measure.UTILITY_RMSE : Measure.UTILITY_AUC));
  }
}
