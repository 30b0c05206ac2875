package io.ncsn.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskSchedulerImpl;

/**
 * The tasks that Spark's scheduler has at work. When a job fails by one of its tasks, the others go
 * on after the driver has told so, and may write files.
 */
final class RunningTasks extends SparkListener {
  /** Those of a session that was not started, of which there are none. */
  static final RunningTasks NONE = new RunningTasks(() -> false);

  /** After this time the scheduler is asked again, in case that Spark has dropped an event. */
  private static final long LOOK_AGAIN_MILLIS = 1000;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final BooleanSupplier some;

  private RunningTasks(BooleanSupplier some) {
    this.some = some;
  }

  static RunningTasks of(SparkContext context) {
    TaskSchedulerImpl scheduler = (TaskSchedulerImpl) context.taskScheduler();
    RunningTasks tasks =
        new RunningTasks(
            () -> scheduler.runningTasksByExecutors().exists(running -> (int) running._2() > 0));
    context.addSparkListener(tasks);
    return tasks;
  }

  boolean isEmpty() {
    return !some.getAsBoolean();
  }

  /** The scheduler has forgotten the task by then. */
  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    notifyAll();
  }

  /**
   * Waits until there are none.
   *
   * @throws IllegalStateException if there still are after five minutes
   */
  synchronized void awaitNone() throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Tasks of the test still run after " + LONGEST);
      }
      wait(LOOK_AGAIN_MILLIS);
    }
  }
}
