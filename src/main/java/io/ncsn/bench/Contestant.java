package io.ncsn.bench;

import java.nio.file.Path;

/** A generator of mixed tables: this program, or a peer. */
interface Contestant {
  /** Returns the name in tables and directories. */
  String name();

  /**
   * Trains on the task's table and draws as many rows.
   *
   * @param run an empty directory, which gets {@code fake.csv} and logs
   * @throws IllegalStateException if it fails, or does not come to its end
   */
  ContestRun run(Path run, int seed);
}
