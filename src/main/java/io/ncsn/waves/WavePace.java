package io.ncsn.waves;

/**
 * The number of blocks of a wave. A wave should be short, because a stop can cost a whole wave. It
 * should be long compared with its fixed cost: a Spark job, and cores that wait for the last task.
 * So it lasts {@code seconds}, and when the job is long, a twentieth of the time so far: files grow
 * as the logarithm of a long job's time.
 *
 * @param seconds 0: waves of one block a task
 */
public record WavePace(double seconds) {
  private static final double PART_OF_TIME_SO_FAR = 1.0 / 20;

  /** If the rest is at most this many waves, one wave takes it: no tiny wave at the end. */
  private static final double MOST_AT_ONCE = 1.25;

  /**
   * Blocks of the next wave: at the speed of the last one, or one per task if there is none.
   *
   * @param lastBlocks blocks of the last wave in this process; 0: there was none
   * @param soFar seconds of all waves
   */
  int next(int lastBlocks, double lastSeconds, double soFar, int tasks, int left) {
    if (lastBlocks == 0) {
      return Math.min(tasks, left);
    }
    double aim = Math.max(seconds, seconds == 0 ? 0 : soFar * PART_OF_TIME_SO_FAR);
    double blocks = aim * lastBlocks / Math.max(lastSeconds, 1e-3);
    if (blocks * MOST_AT_ONCE >= left) {
      return left;
    }
    return Math.min(left, Math.max(1, (int) (blocks / tasks)) * tasks);
  }
}
