package io.ncsn.tracking;

import io.ncsn.output.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;

/**
 * An MLflow tracking server, by MLflow's own Java client. That sends no files without a Python
 * installation, so these go through {@link ArtifactStore}.
 */
final class MlflowServer {
  /** The server's own limits for one request. */
  private static final int MOST_TEXTS = 100;

  private static final int MOST_METRICS = 1_000;

  private final String uri;
  private final Credentials credentials;

  MlflowServer(String uri, Credentials credentials) {
    this.uri = uri;
    this.credentials = credentials;
  }

  /**
   * Makes a run with all that is known of a finished one.
   *
   * @return the run's id
   */
  String track(String experiment, FinishedRunFiles files, RunRecord record) {
    try (MlflowClient client = new MlflowClient(credentials.at(uri))) {
      RunInfo run = begin(client, experiment, files.name());
      String id = run.getRunId();
      try {
        boolean met = tell(client, run, files, record);
        client.setTerminated(id, met ? RunStatus.FINISHED : RunStatus.FAILED);
      } catch (RuntimeException e) {
        client.setTerminated(id, RunStatus.KILLED); // told in part
        throw e;
      }
      return id;
    }
  }

  /** Sends everything, and returns whether the quality gates are met. */
  private boolean tell(MlflowClient client, RunInfo run, FinishedRunFiles files, RunRecord record) {
    TrackedFigures figures = TrackedFigures.of(record, files.rounds(), run.getStartTime());
    String id = run.getRunId();
    inParts(figures.settings(), MOST_TEXTS)
        .forEach(part -> client.logBatch(id, List.<Metric>of(), part, List.<RunTag>of()));
    inParts(figures.metrics(), MOST_METRICS)
        .forEach(part -> client.logBatch(id, part, List.<Param>of(), List.<RunTag>of()));
    inParts(figures.texts(), MOST_TEXTS)
        .forEach(part -> client.logBatch(id, List.<Metric>of(), List.<Param>of(), part));
    send(
        files,
        ArtifactStore.of(uri, run.getArtifactUri(), credentials, files.storage().configuration()));
    return figures.met();
  }

  private static RunInfo begin(MlflowClient client, String experiment, String name) {
    String id =
        client
            .getExperimentByName(experiment)
            .map(Experiment::getExperimentId)
            .orElseGet(() -> client.createExperiment(experiment));
    return client.createRun(
        CreateRun.newBuilder()
            .setExperimentId(id)
            .setRunName(name)
            .setStartTime(System.currentTimeMillis())
            .build());
  }

  private static void send(FinishedRunFiles files, ArtifactStore store) {
    try {
      for (FileStatus file : files.all()) {
        store.put(
            files.below(file),
            file.getLen(),
            () -> files.files(file.getPath()).open(file.getPath()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> Stream<List<T>> inParts(List<T> all, int most) {
    Function<Integer, List<T>> part =
        first -> all.subList(first, Math.min(first + most, all.size()));
    return IntStream.iterate(0, first -> first < all.size(), first -> first + most)
        .boxed()
        .map(part);
  }
}
