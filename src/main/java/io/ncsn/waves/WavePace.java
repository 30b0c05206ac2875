package io.ncsn.waves;

/**
 * How many blocks a wave has. A wave should be short, for that is what a stop can cost, and long
 * against what each costs beside its blocks (a Spark job, and cores that wait for the last task).
 * So it lasts {@code seconds}, and when the job is long, a twentieth of the time so far: files grow
 * as the logarithm of a long job's time.
 *
 * @param seconds 0: waves of one block a task
 */
public record WavePace(double seconds) {
  private static final double PART_OF_TIME_SO_FAR = 1.0 / 20;

  /** Of what is left, this much more than a wave is taken at once: no dwarf at the end. */
  private static final double MOST_AT_ONCE = 1.25;

  /**
   * Blocks of the next wave: at the speed of the last one, or one a task if there is none.
   *
   * @param lastBlocks of the last wave in this process; 0: there was none
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
