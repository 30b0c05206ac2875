package io.ncsn.evaluate.mixed;

import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.PlainCells;
import io.ncsn.evaluate.EvaluationJson;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.Utility.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The measures of a mixed table's samples.
 *
 * @param metrics the figures of the whole table
 * @param measures all figures, those of columns and pairs too
 */
public record MixedEvaluation(List<Metric> metrics, MixedMeasures measures) implements Measurement {

  public MixedEvaluation {
    metrics = List.copyOf(metrics);
  }

  /**
   * Compares samples with training rows. The floors are held-out rows compared with training rows.
   *
   * @param training rows as {@link io.ncsn.data.codec.PlainCells}: doubles and texts
   * @param samples rows of equal columns
   * @param holdout rows of equal columns; without any, there are no floors
   * @throws DataException if a table has fewer than 2 rows, or the target is none of the columns
   */
  public static MixedEvaluation of(
      Dataset<Row> training,
      Dataset<Row> samples,
      Optional<Dataset<Row>> holdout,
      EvaluateSettings settings) {
    MixedMeasures found =
        MixedQuality.of(training, samples, holdout, columns(training))
            .with(MixedSettings.of(settings))
            .measures();
    return new MixedEvaluation(metrics(found), found);
  }

  static List<MixedColumn> columns(Dataset<Row> table) {
    return Stream.of(table.schema().fields())
        .map(
            field -> {
              MixedColumn column =
                  field.dataType().equals(DataTypes.DoubleType)
                      ? MixedColumn.number(field.name())
                      : MixedColumn.category(field.name());
              return field.metadata().contains(PlainCells.WHOLE)
                  ? column.of(field.metadata().getString(PlainCells.WHOLE))
                  : column;
            })
        .toList();
  }

  private static List<Metric> metrics(MixedMeasures found) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(metric(Measure.SHAPE, found.shape().mean()));
    metrics.add(metric(Measure.TREND, found.trend().trainingBins()));
    metrics.add(metric(Measure.TREND_OWN_BINS, found.trend().ownBins()));
    metrics.add(metric(Measure.DETECTION_TREES, found.detection().trees()));
    metrics.add(metric(Measure.DETECTION_LOGISTIC, found.detection().logistic()));
    metrics.add(metric(Measure.ALPHA_PRECISION, found.coverage().alphaPrecision()));
    metrics.add(metric(Measure.BETA_RECALL, found.coverage().betaRecall()));
    found
        .utility()
        .ifPresent(
            utility ->
                metrics.add(
                    metric(
                        utility.score() == Score.AUC ? Measure.UTILITY_AUC : Measure.UTILITY_RMSE,
                        utility.figures())));
    found
        .privacy()
        .againstHoldout()
        .ifPresent(
            against -> metrics.add(metric(Measure.NEARER_TO_TRAINING, against.nearerShare())));
    metrics.add(metric(Measure.CLOSEST_ROW_MEDIAN, found.privacy().closestMedian()));
    metrics.add(metric(Measure.EXACT_COPIES, found.privacy().exactCopies()));
    found
        .privacy()
        .againstHoldout()
        .ifPresent(
            against ->
                metrics.add(metric(Measure.MEMBERSHIP_ADVANTAGE, against.membershipAdvantage())));
    return metrics;
  }

  private static Metric metric(Measure measure, Judged judged) {
    return new Metric(measure, judged.value(), judged.floor());
  }

  @Override
  public String toJson() {
    return EvaluationJson.write(this);
  }
}
