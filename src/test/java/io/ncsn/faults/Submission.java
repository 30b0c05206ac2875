package io.ncsn.faults;

import io.ncsn.submit.LoopbackCluster;
import io.ncsn.testing.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A command at work on a cluster: its driver's process, and what it and Spark say of it. */
final class Submission {
  private final Process driver;
  private final Path log;
  private final Path eventDirectory;
  private final EventLog events;

  private Submission(Process driver, Path log, Path eventDirectory) {
    this.driver = driver;
    this.log = log;
    this.eventDirectory = eventDirectory;
    this.events = new EventLog(eventDirectory);
  }

  /**
   * Starts {@code ncsn} with these arguments.
   *
   * @param folder new folder; receives the messages
   * @param options options of spark-submit
   */
  static Submission start(
      LoopbackCluster cluster, Path folder, List<String> arguments, List<String> options)
      throws IOException {
    Path events = Files.createDirectories(folder.resolve("events"));
    Path log = folder.resolve("output.log");
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--conf", "spark.eventLog.enabled=true"));
    all.addAll(List.of("--conf", "spark.eventLog.dir=" + events.toUri()));
    Process driver = cluster.start(log, arguments, all);
    return new Submission(driver, log, events);
  }

  /** Where Spark writes its event log. */
  Path eventDirectory() {
    return eventDirectory;
  }

  EventLog events() {
    return events;
  }

  /** The driver's process. */
  long pid() {
    return driver.pid();
  }

  boolean isAlive() {
    return driver.isAlive();
  }

  /** Waits for its end; its exit code. */
  int code() throws InterruptedException {
    return driver.waitFor();
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  /** The process of one of its executors; 0 where there is none. */
  long executor(String id) {
    return executors()
        .filter(p -> CommandLines.of(p).contains(" --executor-id " + id + " "))
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElse(0);
  }

  /** The processes of its executors. */
  Stream<ProcessHandle> executors() {
    String application = " --app-id " + events.application() + " ";
    return ProcessHandle.allProcesses()
        .filter(p -> CommandLines.of(p).contains("CoarseGrainedExecutorBackend"))
        .filter(p -> CommandLines.of(p).contains(application));
  }
}
