package io.ncsn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.LoopbackCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One command that is brought to its end, however often its driver is killed, while faults happen
 * to it and to its cluster. Notes the parameters' hash of every checkpoint.
 */
final class Ordeal {
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final LoopbackCluster cluster;
  private final Path folder;
  private final List<String> command;
  private final List<String> options;
  private final Random random;
  private final Checkpoints checkpoints;
  private final Memory memory = new Memory();
  private Submission submission;
  private int submissions;

  /**
   * @param folder new folder; receives the output ({@code out}) and the logs
   * @param command command without its output
   * @param options options of spark-submit
   * @param random source of the choice of targets
   */
  Ordeal(
      LoopbackCluster cluster,
      Path folder,
      List<String> command,
      List<String> options,
      Random random)
      throws IOException {
    this.cluster = cluster;
    this.folder = folder;
    this.command = List.copyOf(command);
    this.options = new ArrayList<>(options);
    this.random = random;
    this.checkpoints = new Checkpoints(output().resolve("model"));
    this.options.addAll(
        List.of("--conf", "spark.executorEnv." + Tripwires.VARIABLE + "=" + tripwires().folder()));
    submit();
  }

  Path output() {
    return folder.resolve("out");
  }

  LoopbackCluster cluster() {
    return cluster;
  }

  Submission submission() {
    return submission;
  }

  EventLog events() {
    return submission.events();
  }

  Random random() {
    return random;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  Memory memory() {
    return memory;
  }

  Tripwires tripwires() throws IOException {
    return Tripwires.in(folder.resolve("tripwires"));
  }

  /** Gives the same command again. */
  void submit() throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--output", output().toString()));
    submission =
        Submission.start(cluster, folder.resolve("submission-" + submissions++), all, options);
  }

  /** Waits until something is so; false if the command ends before. */
  boolean await(BooleanSupplier so) throws Exception {
    try (WatchService changes = FileSystems.getDefault().newWatchService()) {
      submission
          .eventDirectory()
          .register(
              changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (true) {
        look();
        if (so.getAsBoolean()) {
          return true;
        }
        if (!submission.isAlive()) {
          look();
          return so.getAsBoolean();
        }
        WatchKey key = changes.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }

  private void look() {
    try {
      events().refresh();
      checkpoints.look();
      if (Phase.all().anyMatch(phase -> events().running(phase.jobs()).isPresent())) {
        memory.look(submission);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a job of a phase; empty if the command ends before. */
  Optional<EventLog.Job> awaitJob(Phase phase) throws Exception {
    await(() -> events().running(phase.jobs()).isPresent());
    return events().running(phase.jobs());
  }

  /** Waits for the command's end, which must be good. */
  void finish() throws Exception {
    await(() -> false);
    assertThat(submission.code()).as(submission.output()).isZero();
    assertThat(Files.exists(output().resolve("run.json"))).isTrue();
  }

  /** Ends what still runs. */
  void abandon() throws Exception {
    if (submission.isAlive()) {
      Signal.KILL.to(submission.pid());
      submission.code();
    }
  }
}
