package io.ncsn.data.plan;

import io.ncsn.data.codec.CellKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Looks for columns that decide others, among some rows. */
final class DependencySearch {
  /** Rows that have to repeat a cell before it counts that they agree. */
  static final int LEAST_REPEATS = 100;

  private final List<long[]> rows;
  private final int width;

  DependencySearch(List<long[]> rows) {
    this.rows = rows;
    this.width = rows.get(0).length;
  }

  /**
   * A column that may decide others.
   *
   * @param anchor its place
   * @param decided theirs
   */
  record Candidate(int anchor, List<Integer> decided) {}

  /** Returns the candidates, those of the most different cells first. */
  List<Candidate> candidates() {
    int[][] firsts = new int[width][];
    int[] different = new int[width];
    for (int c = 0; c < width; c++) {
      firsts[c] = firsts(c);
      different[c] = different(c, firsts[c]);
    }
    List<Candidate> found = new ArrayList<>();
    for (int anchor : order(different)) {
      if (different[anchor] > 1 && repeats(firsts[anchor]) >= LEAST_REPEATS) {
        List<Integer> decided =
            IntStream.range(0, width)
                .filter(c -> c != anchor && different[c] > 1 && different[c] <= different[anchor])
                .filter(c -> decides(firsts[anchor], c))
                .boxed()
                .toList();
        if (!decided.isEmpty()) {
          found.add(new Candidate(anchor, decided));
        }
      }
    }
    return found;
  }

  private static int[] order(int[] different) {
    return IntStream.range(0, different.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer c) -> -different[c]).thenComparing(c -> c))
        .mapToInt(c -> c)
        .toArray();
  }

  /** Returns the first row of the same cell for each row; −1 for an empty cell. */
  private int[] firsts(int column) {
    Map<Long, Integer> first = new HashMap<>();
    int[] firsts = new int[rows.size()];
    for (int row = 0; row < firsts.length; row++) {
      long key = rows.get(row)[column];
      Integer before = key == CellKeys.NULL ? Integer.valueOf(-1) : first.putIfAbsent(key, row);
      firsts[row] = before == null ? row : before;
    }
    return firsts;
  }

  private int different(int column, int[] firsts) {
    int own = 0;
    int empty = 0;
    for (int row = 0; row < firsts.length; row++) {
      own += firsts[row] == row ? 1 : 0;
      empty |= firsts[row] < 0 ? 1 : 0;
    }
    return own + empty;
  }

  private static int repeats(int[] firsts) {
    return (int)
        IntStream.range(0, firsts.length)
            .filter(row -> firsts[row] >= 0 && firsts[row] != row)
            .count();
  }

  private boolean decides(int[] firsts, int column) {
    for (int row = 0; row < firsts.length; row++) {
      if (firsts[row] >= 0 && rows.get(row)[column] != rows.get(firsts[row])[column]) {
        return false;
      }
    }
    return true;
  }
}
