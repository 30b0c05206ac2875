package io.ncsn.waves;

import java.util.List;

/**
 * The result of a wave: its blocks and the files that hold them.
 *
 * @param blocks runs [first, end)
 * @param files names and lengths; blocks without rows may have none
 * @param rows in these files
 * @param seconds that the wave took
 */
record Commit(List<int[]> blocks, List<DataFile> files, long rows, double seconds) {
  int blockCount() {
    return blocks.stream().mapToInt(run -> run[1] - run[0]).sum();
  }

  /**
   * A Parquet file.
   *
   * @param name within the output directory
   * @param bytes its length
   */
  record DataFile(String name, long bytes) {}
}
