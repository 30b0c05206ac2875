package io.ncsn.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a running driver says of itself in Spark's own event log, which it flushes whenever a job
 * begins or ends.
 */
final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Map<Integer, Job> running = new LinkedHashMap<>();
  private final Map<Integer, Job> byStage = new HashMap<>();
  private final List<TaskEnd> taskEnds = new ArrayList<>();
  private final List<String> added = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private String application = "";
  private String partOfLine = "";
  private long read;

  /**
   * A Spark job.
   *
   * @param description as the program named it
   */
  record Job(int id, String description) {}

  /**
   * The end of a task's attempt.
   *
   * @param reason Spark's word for it, such as Success or ExecutorLostFailure
   */
  record TaskEnd(Job job, String executor, int attempt, Speculation speculation, String reason) {}

  /** Whether an attempt was a second one, begun because the first was slow. */
  enum Speculation {
    ORIGINAL,
    COPY
  }

  /**
   * Opens a log.
   *
   * @param directory directory of this log
   */
  EventLog(Path directory) {
    this.directory = directory;
  }

  /** Reads what was written since the last time. */
  void refresh() throws IOException {
    Optional<Path> file = file();
    if (file.isEmpty()) {
      return;
    }
    try (RandomAccessFile log = new RandomAccessFile(file.get().toFile(), "r")) {
      byte[] fresh = new byte[(int) (log.length() - read)];
      log.seek(read);
      log.readFully(fresh);
      read += fresh.length;
      String text = partOfLine + new String(fresh, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      partOfLine = text.substring(end);
      for (String line : text.substring(0, end).lines().toList()) {
        take(JSON.readTree(line));
      }
    }
  }

  private Optional<Path> file() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).findFirst();
    }
  }

  private void take(JsonNode event) {
    switch (event.path("Event").asText()) {
      case "SparkListenerApplicationStart" -> application = event.path("App ID").asText();
      case "SparkListenerJobStart" -> begin(event);
      case "SparkListenerJobEnd" -> running.remove(event.path("Job ID").asInt());
      case "SparkListenerTaskEnd" -> taskEnds.add(taskEnd(event));
      case "SparkListenerExecutorAdded" -> added.add(event.path("Executor ID").asText());
      case "SparkListenerExecutorRemoved" -> removed.add(event.path("Executor ID").asText());
      default -> {}
    }
  }

  private void begin(JsonNode event) {
    Job job =
        new Job(
            event.path("Job ID").asInt(),
            event.path("Properties").path("spark.job.description").asText());
    running.put(job.id(), job);
    event.path("Stage IDs").forEach(stage -> byStage.put(stage.asInt(), job));
  }

  private TaskEnd taskEnd(JsonNode event) {
    JsonNode task = event.path("Task Info");
    return new TaskEnd(
        byStage.getOrDefault(event.path("Stage ID").asInt(), new Job(-1, "")),
        task.path("Executor ID").asText(),
        task.path("Attempt").asInt(),
        task.path("Speculative").asBoolean() ? Speculation.COPY : Speculation.ORIGINAL,
        event.path("Task End Reason").path("Reason").asText());
  }

  /** The application's id; empty before it has one. */
  String application() {
    return application;
  }

  /** The running job whose description begins so, if there is one. */
  Optional<Job> running(String description) {
    return running.values().stream()
        .filter(job -> job.description().startsWith(description))
        .findFirst();
  }

  boolean isRunning(Job job) {
    return running.containsKey(job.id());
  }

  /** Executors that have ever come, by id. */
  List<String> executorsSeen() {
    return List.copyOf(added);
  }

  /** Executors that have gone. */
  int executorsLost() {
    return removed.size();
  }

  /** How many attempts ended so. */
  long count(Predicate<TaskEnd> such) {
    return taskEnds.stream().filter(such).count();
  }

  /** Executors that are there, by id, in the order they came. */
  List<String> executors() {
    return added.stream().filter(id -> !removed.contains(id)).toList();
  }
}
