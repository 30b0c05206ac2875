package io.ncsn.tracking;

import io.ncsn.config.Redaction;
import io.ncsn.config.TrackingSettings;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a finished run to an MLflow tracking server. The results of the run are complete before;
 * whatever goes wrong here is a warning in the log, and never the reason that a job fails.
 */
public final class MlflowTracking {
  private static final Logger LOG = LoggerFactory.getLogger(MlflowTracking.class);

  /** A server that needs longer is left alone. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private MlflowTracking() {}

  /**
   * Sends the settings, figures, report and model of a run, if {@code tracking.mlflow.uri} is set.
   *
   * @param output the directory of the run, with {@code run.json}
   */
  public static void send(Storage storage, OutputDirectory output, RunRecord record) {
    send(storage, output, record, LIMIT);
  }

  static void send(Storage storage, OutputDirectory output, RunRecord record, Duration limit) {
    TrackingSettings settings = record.settings().settings().tracking();
    settings
        .uri()
        .ifPresent(
            uri ->
                attempt(
                    uri,
                    () -> {
                      MlflowServer server = new MlflowServer(uri, Credentials.ofEnvironment());
                      String run =
                          server.track(
                              settings.experiment(), new FinishedRunFiles(storage, output), record);
                      LOG.info("MLflow run {} in experiment {}", run, settings.experiment());
                    },
                    limit));
  }

  private static void attempt(String uri, Runnable sending, Duration limit) {
    Executor thread =
        task -> {
          Thread sender = new Thread(task, "mlflow");
          sender.setDaemon(true);
          sender.start();
        };
    try {
      CompletableFuture.runAsync(sending, thread).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      warn(uri, ExceptionUtils.getRootCause(e).toString());
    } catch (TimeoutException e) {
      warn(uri, "it took more than " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      warn(uri, "interrupted");
    }
  }

  private static void warn(String uri, String cause) {
    LOG.warn(
        "Cannot track this run at {} (tracking.mlflow.uri): {}; its results are complete without it",
        Redaction.hideCredentials(uri),
        Redaction.hideCredentials(cause));
  }
}
