package io.ncsn.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ncsn.job.MetricsHistory;
import io.ncsn.job.ShortTraining;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;

/** What a run tells MLflow. test_mlflow.py has the real server. */
class MlflowTrackingTest {
  @TempDir private Path folder;

  /** The port is bound, so that nobody else takes it, but nothing listens in time or at all. */
  @Test
  void aServerThatIsSilentOrGoneIsLeftAlone() throws IOException {
    Storage storage = new Storage(new Configuration());
    OutputDirectory output = new OutputDirectory(storage, folder.toString());
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      RunRecord record = record("http://127.0.0.1:" + silent.getLocalPort());
      MlflowTracking.send(storage, output, record, Duration.ofMillis(301));
    }
    MlflowTracking.send(storage, output, record("http://127.0.0.1:1"), Duration.ofMinutes(1));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aRunIsToldInMlflowsWords() {
    RunRecord record =
        record("http://127.0.0.1:1")
            .put("train.loss", 7.0)
            .put("train.rounds", 2)
            .put("evaluate.shape (α)", 0.25)
            .put("evaluate.none", Double.NaN)
            .put("parameters-sha256", "abc")
            .put(RunRecord.GATES_MET, false);
    List<String> rounds =
        List.of(
            "{\"event\":\"round\",\"round\":1,\"loss\":9.5,\"rows-per-second\":11,\"learning-rate\":0.5}",
            "{\"event\":\"validation\",\"round\":1,\"loss\":8.25,\"bands\":[]}",
            "{\"event\":\"round\",\"round\":2,\"loss\":7,\"rows-per-second\":13,\"learning-rate\":0}");

    TrackedFigures figures = TrackedFigures.of(record, new MetricsHistory(rounds), 1_234L);

    assertThat(figures.met()).isFalse();
    assertThat(figures.metrics())
        .extracting(Metric::getKey, Metric::getStep, Metric::getValue)
        .containsExactlyInAnyOrder(
            tuple("train.loss", 1L, 9.5),
            tuple("train.rows-per-second", 1L, 11.0),
            tuple("train.holdout-loss", 1L, 8.25),
            tuple("train.loss", 2L, 7.0),
            tuple("train.rows-per-second", 2L, 13.0),
            tuple("train.rounds", 0L, 2.0),
            tuple("evaluate.shape ___", 0L, 0.25));
    assertThat(figures.metrics()).extracting(Metric::getTimestamp).containsOnly(1_234L);
    assertThat(figures.texts().stream().collect(Collectors.toMap(RunTag::getKey, RunTag::getValue)))
        .containsEntry("parameters-sha256", "abc")
        .containsEntry(RunRecord.GATES_MET, "false");
    assertThat(
            figures.settings().stream().collect(Collectors.toMap(Param::getKey, Param::getValue)))
        .containsEntry("sample.count", "17")
        .hasSameSizeAs(record.settings().values());
  }

  private static RunRecord record(String uri) {
    return new RunRecord(
        "train", ShortTraining.settings("tracking.mlflow.uri=" + uri, "sample.count=17"));
  }
}
