package io.ncsn.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark session for the duration of one command. If the process is told to end (Ctrl-C, or
 * SIGTERM from a scheduler), it cancels the running jobs before Spark stops and says how to
 * continue.
 */
final class SparkJob implements AutoCloseable {
  /** Hooks of higher priority run earlier; Spark stops its context at 50. */
  private static final int BEFORE_SPARK = 100;

  private final SparkSession session;
  private final Runnable hook;
  private final boolean joined;

  private SparkJob(SparkSession session, Runnable hook, boolean joined) {
    this.session = session;
    this.hook = hook;
    this.joined = joined;
  }

  /**
   * Starts Spark, or joins an existing session of this process, which then stays open.
   *
   * @param command such as {@code train}
   * @param advice advice to the user after an interruption
   */
  static SparkJob start(String command, String advice, PrintStream err) {
    AtomicReference<SparkSession> started = new AtomicReference<>();
    Runnable hook =
        () -> {
          Logging.silence(); // from here on Spark only complains of having been stopped
          if (started.get() != null) {
            started.get().sparkContext().cancelAllJobs();
          }
          err.println("ncsn: Interrupted, Spark's jobs are cancelled. " + advice);
        };
    boolean joined = SparkSession.getDefaultSession().isDefined();
    ShutdownHookManager.get().addShutdownHook(hook, BEFORE_SPARK);
    try {
      started.set(SparkSessions.start("ncsn " + command));
    } finally {
      if (started.get() == null && !ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(hook);
      }
    }
    return new SparkJob(started.get(), hook, joined);
  }

  SparkSession session() {
    return session;
  }

  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
      if (!joined) {
        session.stop();
      }
    }
  }
}
