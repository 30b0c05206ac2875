package io.ncsn.faults;

import io.ncsn.faults.EventLog.Job;
import io.ncsn.faults.EventLog.Speculation;
import io.ncsn.faults.EventLog.TaskEnd;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A fault that can happen to a running command, again and again. */
enum Fault {
  /** An executor is killed while it computes. */
  EXECUTOR_KILLED {
    @Override
    boolean strike(Ordeal ordeal, Phase phase) throws Exception {
      Optional<Job> job = ordeal.awaitJob(phase);
      List<String> executors = ordeal.events().executors();
      if (job.isEmpty() || executors.isEmpty()) {
        return false;
      }
      String executor = executors.get(ordeal.random().nextInt(executors.size()));
      long process = ordeal.submission().executor(executor);
      if (process == 0) {
        return false;
      }
      Signal.KILL.to(process);
      ordeal.await(() -> !ordeal.events().isRunning(job.get()));
      return ordeal
              .events()
              .count(
                  end ->
                      end.job().equals(job.get())
                          && end.executor().equals(executor)
                          && end.reason().equals("ExecutorLostFailure"))
          > 0;
    }
  },

  /** A task does its work and then fails, on its first attempt. */
  TASK_FAILED {
    @Override
    boolean strike(Ordeal ordeal, Phase phase) throws Exception {
      return trip(
          ordeal, phase, Tripwires.Kind.FAIL, end -> end.reason().equals("ExceptionFailure"));
    }
  },

  /** A task is so slow that Spark begins another attempt, which wins. */
  TASK_SLOW {
    @Override
    boolean strike(Ordeal ordeal, Phase phase) throws Exception {
      return trip(
          ordeal,
          phase,
          Tripwires.Kind.SLOW,
          end -> end.speculation() == Speculation.COPY && end.reason().equals("Success"));
    }
  },

  /** A worker leaves with its executor, and another joins and is put to work. */
  WORKER_REPLACED {
    @Override
    boolean strike(Ordeal ordeal, Phase phase) throws Exception {
      Optional<Job> job = ordeal.awaitJob(phase);
      if (job.isEmpty()) {
        return false;
      }
      int before = ordeal.events().executorsLost();
      List<String> old = ordeal.events().executorsSeen();
      ordeal.cluster().replaceWorker(ordeal.random().nextBoolean() ? "TERM" : "KILL");
      ordeal.await(() -> ordeal.events().executorsLost() > before);
      return ordeal.await(
          () ->
              ordeal
                      .events()
                      .count(end -> end.reason().equals("Success") && !old.contains(end.executor()))
                  > 0);
    }
  },

  /** The driver is killed; the same command is given again. */
  DRIVER_KILLED {
    @Override
    boolean strike(Ordeal ordeal, Phase phase) throws Exception {
      Optional<Job> job = ordeal.awaitJob(phase);
      if (job.isEmpty()) {
        return false;
      }
      Signal.KILL.to(ordeal.submission().pid());
      ordeal.submission().code();
      ordeal.events().refresh();
      boolean within = ordeal.events().isRunning(job.get());
      ordeal.submit();
      return within;
    }
  };

  /**
   * Makes it happen once in a phase of the command.
   *
   * @return whether it hit, by Spark's own account; false if it came too late
   */
  abstract boolean strike(Ordeal ordeal, Phase phase) throws Exception;

  /** Lets a task of the phase run into it; the evidence must come after that. */
  private static boolean trip(
      Ordeal ordeal, Phase phase, Tripwires.Kind kind, Predicate<TaskEnd> evidence)
      throws Exception {
    Predicate<TaskEnd> hit = evidence.and(end -> phase.includes(end.job()));
    Tripwires wires = ordeal.tripwires();
    wires.set(kind, phase);
    ordeal.await(() -> !wires.isSet(kind, phase));
    if (wires.trip(kind, phase)) {
      return false; // the command ended before a task came
    }
    long before = ordeal.events().count(hit);
    return ordeal.await(() -> ordeal.events().count(hit) > before);
  }
}
