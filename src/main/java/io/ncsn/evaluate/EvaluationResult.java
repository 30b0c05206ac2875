package io.ncsn.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of comparing samples with held-out rows.
 *
 * @param counts rows that were compared and rows that were left out
 * @param metrics the figures, each with its floor
 * @param columns one per column, in the table's order
 * @param correlations empty when fewer than two columns vary
 * @param features what images were compared in; only for images
 * @param groundTruth only for data whose density is known
 */
public record EvaluationResult(
    RowCounts counts,
    List<Metric> metrics,
    List<ColumnComparison> columns,
    Optional<Correlations> correlations,
    Optional<ImageFeatures> features,
    Optional<GroundTruth> groundTruth)
    implements Measurement {
  public EvaluationResult {
    metrics = List.copyOf(metrics);
    columns = List.copyOf(columns);
  }

  /** This result with the figures against a known density added. */
  public EvaluationResult with(GroundTruth truth) {
    return new EvaluationResult(
        counts, metrics, columns, correlations, features, Optional.of(truth));
  }

  /** This result with more metrics after its own. */
  public EvaluationResult with(List<Metric> more) {
    List<Metric> all = Stream.concat(metrics.stream(), more.stream()).toList();
    return new EvaluationResult(counts, all, columns, correlations, features, groundTruth);
  }

  /** This result with measures of images in features of random convolutions, if there are any. */
  public EvaluationResult withImages(List<Metric> more) {
    return withImages(more, ImageFeatures.random());
  }

  /** This result with measures of images in features that are given, if there are any. */
  public EvaluationResult withImages(List<Metric> more, ImageFeatures found) {
    if (more.isEmpty()) {
      return this;
    }
    return new EvaluationResult(
            counts, metrics, columns, correlations, Optional.of(found), groundTruth)
        .with(more);
  }

  @Override
  public String toJson() {
    return EvaluationJson.write(this);
  }

  /**
   * How many rows of each table were compared.
   *
   * @param reference held-out rows compared
   * @param samples samples compared
   * @param training training rows compared, 0 when there were none
   * @param nonFiniteReference held-out rows left out because a value is null, NaN or infinite
   * @param nonFiniteSamples samples left out for the same reason
   */
  public record RowCounts(
      int reference, int samples, int training, long nonFiniteReference, long nonFiniteSamples) {}
}
