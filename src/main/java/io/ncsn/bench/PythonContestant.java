package io.ncsn.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ncsn.config.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A peer in Python, a process of its own. */
final class PythonContestant implements Contestant {
  /** Reading, sampling and a training that overruns its time end within this many seconds. */
  private static final double GRACE = 1200;

  private final String name;
  private final PeerScripts scripts;
  private final TableTask task;
  private final TableFiles files;
  private final Path schema;
  private final int threads;

  PythonContestant(
      String name,
      PeerScripts scripts,
      TableTask task,
      TableFiles files,
      Path schema,
      int threads) {
    this.name = name;
    this.scripts = scripts;
    this.task = task;
    this.files = files;
    this.schema = schema;
    this.threads = threads;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ContestRun run(Path run, int seed) {
    double before = ContestRun.load();
    Path record = run.resolve("record.json");
    Path log = run.resolve("log.txt");
    ProcessBuilder builder =
        scripts.process(
            PeerScripts.PEERS.get(name),
            threads,
            List.of(
                "--train",
                task.train().toAbsolutePath().toString(),
                "--schema",
                schema.toString(),
                "--seconds",
                Double.toString(task.seconds()),
                "--rows",
                Long.toString(files.rows()),
                "--seed",
                Integer.toString(seed),
                "--threads",
                Integer.toString(threads),
                "--output",
                run.resolve(TableContest.SAMPLES).toString(),
                "--record",
                record.toString()));
    WatchedProcess done =
        WatchedProcess.run(
            builder.redirectErrorStream(true).redirectOutput(log.toFile()),
            2 * task.seconds() + GRACE);
    double after = ContestRun.load();
    require(done, log);
    return result(done, record, before, after);
  }

  private void require(WatchedProcess done, Path log) {
    if (done.code() == WatchedProcess.KILLED) {
      throw new IllegalStateException(
          "%s was stopped after %.0f s without a result".formatted(name, done.seconds()));
    }
    if (done.code() != 0) {
      throw new IllegalStateException(
          "%s ended with exit code %d: %s"
              .formatted(name, done.code(), WatchedProcess.lastLine(log)));
    }
  }

  private ContestRun result(WatchedProcess done, Path record, double before, double after) {
    Map<String, Object> notes;
    try {
      notes = new LinkedHashMap<>(Json.MAPPER.readValue(record.toFile(), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s wrote no record of its run: %s".formatted(name, e.getMessage()), e);
    }
    return new ContestRun(
        done.seconds(),
        done.cpuSeconds(),
        number(notes.remove("train-seconds")),
        number(notes.remove("sample-seconds")),
        (long) number(notes.remove("rows")),
        Math.max(done.peakBytes(), (long) number(notes.remove("peak-bytes"))),
        before,
        after,
        notes);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
