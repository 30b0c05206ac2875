package io.ncsn.faults;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Makes first attempts of tasks fail or slow where a tripwire is set: Spark's own plugin of
 * executors, given by {@code spark.plugins}.
 */
public final class FaultyExecutor implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new OnTasks();
  }

  private static final class OnTasks implements ExecutorPlugin {
    private Tripwires wires;

    @Override
    public void init(PluginContext context, Map<String, String> extra) {
      wires = new Tripwires(Path.of(System.getenv(Tripwires.VARIABLE)));
    }

    @Override
    public void onTaskStart() {
      TaskContext task = TaskContext.get();
      String description = task.getLocalProperty("spark.job.description");
      for (Phase phase : Phase.values()) {
        if (task.attemptNumber() == 0
            && description != null
            && description.startsWith(phase.jobs())) {
          trip(task, phase);
        }
      }
    }

    private void trip(TaskContext task, Phase phase) {
      if (wires.trip(Tripwires.Kind.FAIL, phase)) {
        TaskCompletionListener failure =
            done -> {
              throw new IllegalStateException("A task that was told to fail");
            };
        task.addTaskCompletionListener(failure);
      }
      if (wires.trip(Tripwires.Kind.SLOW, phase)) {
        awaitInterruption();
      }
    }

    /** Spark interrupts an attempt once another was quicker. */
    private static void awaitInterruption() {
      try {
        if (!new CountDownLatch(1).await(1, TimeUnit.MINUTES)) {
          throw new IllegalStateException("No other attempt ended within a minute of a slow one");
        }
      } catch (InterruptedException another) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
