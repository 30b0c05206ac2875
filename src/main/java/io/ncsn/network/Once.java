package io.ncsn.network;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that a process does once, in a thread of its own. Spark interrupts a task of which another
 * attempt was quicker: its wait ends, the work goes on, and the next task finds it done. In the
 * task's own thread the interrupt would break the work off, and in a class initialiser for good.
 */
final class Once {
  private final String name;
  private final Runnable work;
  private FutureTask<Void> task;

  /**
   * @param name of the thread
   */
  Once(String name, Runnable work) {
    this.name = name;
    this.work = work;
  }

  /**
   * Waits until the work is done, which may have been long before. What failed is tried again by
   * the next caller.
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
