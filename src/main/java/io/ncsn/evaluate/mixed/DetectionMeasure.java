package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.OrderedTasks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures {@link Detection}: one task for each fold and classifier. */
final class DetectionMeasure {
  static final int FOLDS = 3;

  private DetectionMeasure() {}

  static Detection of(JavaSparkContext spark, Broadcast<MixedTables> tables, int rows) {
    boolean hasFloor = tables.value().holdout().isPresent();
    List<Double> areas =
        OrderedTasks.map(
            spark, (hasFloor ? 4 : 2) * FOLDS, piece -> area(tables.value(), piece, rows));
    return new Detection(
        Floors.judged(mean(areas, 0), hasFloor ? mean(areas, 2) : Double.NaN),
        Floors.judged(mean(areas, 1), hasFloor ? mean(areas, 3) : Double.NaN));
  }

  private static double mean(List<Double> areas, int group) {
    return areas.subList(group * FOLDS, (group + 1) * FOLDS).stream()
        .mapToDouble(area -> Math.max(0.5, area))
        .average()
        .orElseThrow();
  }

  /** Pieces: the folds of the logistic model, of the trees, and then the same for the floor. */
  private static double area(MixedTables tables, int piece, int rows) {
    int group = piece / FOLDS;
    int fold = piece % FOLDS;
    MixedTable real = tables.training().head(rows);
    MixedTable other = (group < 2 ? tables.synthetic() : tables.holdout().orElseThrow()).head(rows);
    MixedTable seen = fold(real, fold, false).append(fold(other, fold, false));
    MixedTable unseen = fold(real, fold, true).append(fold(other, fold, true));
    double[] seenLabels = labels(fold(real, fold, false).rows(), seen.rows());
    double[] unseenLabels = labels(fold(real, fold, true).rows(), unseen.rows());
    double[] scores =
        group % 2 == 0
            ? logisticScores(seen, seenLabels, unseen)
            : BoostedTrees.classifier(seen, -1, seenLabels).predict(unseen);
    return RankScore.auc(scores, unseenLabels);
  }

  private static double[] logisticScores(MixedTable seen, double[] labels, MixedTable unseen) {
    OneHot features = OneHot.of(seen);
    return features.rows(unseen).times(LogisticModel.fit(features.rows(seen), labels));
  }

  private static double[] labels(int real, int rows) {
    double[] labels = new double[rows];
    Arrays.fill(labels, 0, real, 1);
    return labels;
  }

  private static MixedTable fold(MixedTable table, int fold, boolean inside) {
    return table.select(
        IntStream.range(0, table.rows()).filter(i -> (i % FOLDS == fold) == inside).toArray());
  }
}
