package io.ncsn.evaluate.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradient-boosted regression trees over histograms (Friedman 2001; Ke et al. 2017), with the
 * defaults of scikit-learn's {@code HistGradientBoosting}: {@value #TREES} trees of at most 31
 * leaves, rate {@value #RATE}. One thread and a fixed order of sums: the same rows give the same
 * trees to the bit.
 */
final class BoostedTrees {
  private static final int TREES = 100;
  private static final double RATE = 0.1;

  private final Binner binner;
  private final double start;
  private final List<Tree> trees = new ArrayList<>();

  private BoostedTrees(Binner binner, double start) {
    this.binner = binner;
    this.start = start;
  }

  /**
   * Returns trees that predict log-odds.
   *
   * @param hidden a column that they may not see, or −1
   * @param labels 0 or 1 for each row
   */
  static BoostedTrees classifier(MixedTable table, int hidden, double[] labels) {
    double share = Arrays.stream(labels).average().orElse(0.5);
    double bounded = Math.min(Math.max(share, 1e-6), 1 - 1e-6);
    BoostedTrees model =
        new BoostedTrees(Binner.of(table, hidden), Math.log(bounded / (1 - bounded)));
    model.fit(table, labels, true);
    return model;
  }

  /** Returns trees that predict numbers with the least squared error. */
  static BoostedTrees regression(MixedTable table, int hidden, double[] targets) {
    BoostedTrees model =
        new BoostedTrees(Binner.of(table, hidden), Arrays.stream(targets).average().orElse(0));
    model.fit(table, targets, false);
    return model;
  }

  /** Returns a prediction for each row. */
  double[] predict(MixedTable table) {
    byte[][] bins = binner.bins(table);
    double[] predicted = new double[table.rows()];
    Arrays.fill(predicted, start);
    trees.forEach(tree -> add(tree, bins, predicted));
    return predicted;
  }

  private void fit(MixedTable table, double[] targets, boolean areLabels) {
    byte[][] bins = binner.bins(table);
    boolean[] unordered = binner.unordered();
    int[] rows = IntStream.range(0, table.rows()).toArray();
    double[] predicted = new double[table.rows()];
    Arrays.fill(predicted, start);
    double[] gradient = new double[predicted.length];
    double[] curvature = new double[predicted.length];
    for (int t = 0; t < TREES; t++) {
      for (int i = 0; i < predicted.length; i++) {
        double mean = areLabels ? 1 / (1 + Math.exp(-predicted[i])) : predicted[i];
        gradient[i] = mean - targets[i];
        curvature[i] = areLabels ? mean * (1 - mean) : 1;
      }
      Tree tree = new TreeGrower(bins, unordered, gradient, curvature).grow(rows, RATE);
      trees.add(tree);
      add(tree, bins, predicted);
    }
  }

  private static void add(Tree tree, byte[][] bins, double[] predicted) {
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] += tree.value(bins, i);
    }
  }
}
