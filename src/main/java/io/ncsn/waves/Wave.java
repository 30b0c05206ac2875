package io.ncsn.waves;

import java.util.ArrayList;
import java.util.List;

/**
 * A wave as it was planned: which blocks, and how they are cut into tasks, of which each writes one
 * file.
 *
 * @param number from 0
 * @param blocks numbers of its blocks, ascending, as runs [first, end)
 * @param tasks at most as many as there are blocks
 */
record Wave(int number, List<int[]> blocks, int tasks) {
  static Wave of(int number, List<Integer> blocks, int tasks) {
    return new Wave(number, runs(blocks), Math.min(tasks, blocks.size()));
  }

  /** The blocks of each task. */
  List<List<Integer>> cut() {
    List<Integer> all = new ArrayList<>();
    for (int[] run : blocks) {
      for (int block = run[0]; block < run[1]; block++) {
        all.add(block);
      }
    }
    List<List<Integer>> cut = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      cut.add(List.copyOf(all.subList(edge(all.size(), task), edge(all.size(), task + 1))));
    }
    return cut;
  }

  private int edge(int size, int task) {
    return (int) ((long) size * task / tasks);
  }

  /** Ascending numbers as runs [first, end). */
  static List<int[]> runs(List<Integer> numbers) {
    List<int[]> runs = new ArrayList<>();
    for (int number : numbers) {
      int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && last[1] == number) {
        last[1]++;
      } else {
        runs.add(new int[] {number, number + 1});
      }
    }
    return runs;
  }
}
