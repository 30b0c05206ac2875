package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.mixed.BinSums.Split;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Grows one regression tree: always splits the leaf whose split lowers the loss most. */
final class TreeGrower {
  private static final int LEAVES = 31;

  private final byte[][] bins;
  private final boolean[] unordered;
  private final double[] gradient;
  private final double[] curvature;

  /** Grows by the gradients and curvatures of the loss in each row. */
  TreeGrower(byte[][] bins, boolean[] unordered, double[] gradient, double[] curvature) {
    this.bins = bins;
    this.unordered = unordered;
    this.gradient = gradient;
    this.curvature = curvature;
  }

  /** Returns the tree whose leaves are Newton steps times {@code rate}. */
  Tree grow(int[] rows, double rate) {
    Node root = new Node(rows, BinSums.of(bins, rows, gradient, curvature));
    PriorityQueue<Node> open =
        new PriorityQueue<>(Comparator.comparingDouble(node -> -node.split.orElseThrow().gain()));
    add(open, root);
    for (int leaves = 1; leaves < LEAVES && !open.isEmpty(); leaves++) {
      Node node = open.remove();
      node.part();
      add(open, node.first);
      add(open, node.second);
    }
    return root.tree(rate);
  }

  private static void add(PriorityQueue<Node> open, Node node) {
    if (node.split.isPresent()) {
      open.add(node);
    }
  }

  private final class Node {
    private final Optional<Split> split;
    private final double step;
    private int[] rows;
    private BinSums sums;
    private Node first;
    private Node second;

    Node(int[] rows, BinSums sums) {
      this.rows = rows;
      this.sums = sums;
      this.split = sums.best(unordered);
      this.step = sums.step();
    }

    /** Parts the rows; only the smaller part's sums are counted, the other's are the rest. */
    void part() {
      byte[] column = bins[split.orElseThrow().column()];
      BitSet lower = split.orElseThrow().lower();
      int[] below = Arrays.stream(rows).filter(i -> lower.get(column[i] & 0xFF)).toArray();
      int[] above = Arrays.stream(rows).filter(i -> !lower.get(column[i] & 0xFF)).toArray();
      boolean isBelowSmaller = below.length <= above.length;
      BinSums smaller = BinSums.of(bins, isBelowSmaller ? below : above, gradient, curvature);
      BinSums greater = sums.without(smaller);
      first = new Node(below, isBelowSmaller ? smaller : greater);
      second = new Node(above, isBelowSmaller ? greater : smaller);
      rows = null;
      sums = null;
    }

    Tree tree(double rate) {
      return first == null
          ? new Tree.Leaf(rate * step)
          : new Tree.Fork(
              split.orElseThrow().column(),
              split.orElseThrow().lower(),
              first.tree(rate),
              second.tree(rate));
    }
  }
}
