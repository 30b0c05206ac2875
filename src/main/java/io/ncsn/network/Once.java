package io.ncsn.network;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that a process does once, in a separate thread. Spark interrupts a task if another attempt
 * was quicker. The task's wait then ends, the work continues, and the next task finds it done. In
 * the task's own thread, the interrupt would abort the work, and in a class initialiser it would do
 * so for good.
 */
final class Once {
  private final String name;
  private final Runnable work;
  private FutureTask<Void> task;

  /**
   * Makes the work.
   *
   * @param name name of the thread
   */
  Once(String name, Runnable work) {
    this.name = name;
    this.work = work;
  }

  /** Begins the work without waiting for it. Its failure is for those who {@link #ensure} it. */
  void begin() {
    FutureTask<Void> unused = running();
  }

  /**
   * Waits until the work is done, and returns at once if it is. If the work fails, the next caller
   * tries it again.
   *
   * @throws IllegalStateException if the caller is interrupted while it waits
   */
  void ensure() {
    FutureTask<Void> running = running();
    try {
      running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + name, e);
    } catch (ExecutionException e) {
      forget(running);
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // a Runnable throws nothing else
    }
  }

  private synchronized FutureTask<Void> running() {
    if (task == null) {
      task = new FutureTask<>(work, null);
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      thread.start();
    }
    return task;
  }

  private synchronized void forget(FutureTask<Void> failed) {
    if (task == failed) {
      task = null;
    }
  }
}
