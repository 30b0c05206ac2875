package io.ncsn.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ncsn.config.Json;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the rows that generators drew, all in the same way: twice, by independent programs. */
final class TableJudge {
  private static final double HOUR = 3600;

  private final TableTask task;
  private final TableFiles files;
  private final PeerScripts scripts;
  private final Path schema;
  private final int threads;

  TableJudge(TableTask task, TableFiles files, PeerScripts scripts, Path schema, int threads) {
    this.task = task;
    this.files = files;
    this.scripts = scripts;
    this.schema = schema;
    this.threads = threads;
  }

  /**
   * Figures of drawn rows, by the measures' names.
   *
   * @param own by this program's measures
   * @param floors the same figures of the test rows
   * @param independent by the script's measures
   */
  record Figures(
      @JsonProperty Map<String, Double> own,
      @JsonProperty Map<String, Double> floors,
      @JsonProperty Map<String, Double> independent) {}

  /** Measures the rows of a CSV file. */
  Figures measure(Path samples) {
    Settings settings = Lab.settings("evaluate.target=" + task.target());
    List<Metric> metrics =
        MixedEvaluation.of(
                files.read(task.train()),
                files.read(samples),
                Optional.of(files.read(task.test())),
                settings.evaluate())
            .metrics();
    Map<String, Double> own = new LinkedHashMap<>();
    Map<String, Double> floors = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      own.put(metric.key(), metric.value());
      metric.floor().ifPresent(floor -> floors.put(metric.key(), floor));
    }
    return new Figures(own, floors, independent(samples));
  }

  private Map<String, Double> independent(Path samples) {
    Path answer = samples.resolveSibling("independent.json");
    Path log = samples.resolveSibling("independent.log");
    ProcessBuilder builder =
        scripts.process(
            PeerScripts.MEASURES,
            threads,
            List.of(
                "--train",
                task.train().toAbsolutePath().toString(),
                "--test",
                task.test().toAbsolutePath().toString(),
                "--samples",
                samples.toString(),
                "--schema",
                schema.toString()));
    WatchedProcess done =
        WatchedProcess.run(
            builder.redirectOutput(answer.toFile()).redirectError(log.toFile()), HOUR);
    try {
      if (done.code() != 0) {
        throw new IllegalStateException(
            "Cannot measure %s independently: %s ended with exit code %d and said:%n%s"
                .formatted(samples, PeerScripts.MEASURES, done.code(), Files.readString(log)));
      }
      return Json.MAPPER.readValue(answer.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + answer, e);
    }
  }
}
