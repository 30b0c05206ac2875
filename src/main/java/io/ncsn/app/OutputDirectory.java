package io.ncsn.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.config.ConfigException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The directory of a run's results: what lies where, and whether a command may write there. */
final class OutputDirectory {
  private final Storage storage;
  private final Path root;

  /**
   * @param location a local path or any Hadoop URI
   * @throws ConfigException when it is neither
   */
  OutputDirectory(Storage storage, String location) {
    this.storage = storage;
    this.root = storage.path("output", location);
  }

  /** What a command does with results that are there already. */
  enum Existing {
    /** They are an error. */
    REFUSE,
    /** A finished run of the same command is an error; an unfinished one is taken up again. */
    RESUME_UNFINISHED,
    /** They are taken up again. */
    RESUME,
    /** They are deleted first. */
    OVERWRITE
  }

  Path root() {
    return root;
  }

  Path model() {
    return new Path(root, "model");
  }

  Path samples() {
    return new Path(root, "samples");
  }

  /**
   * Says that {@code samples/} is whole; to be written after it, shortly before {@code run.json}.
   */
  Path samplesMark() {
    return new Path(samples(), "_SUCCESS");
  }

  Path report() {
    return new Path(root, "report.html");
  }

  Path metrics() {
    return new Path(root, "metrics.jsonl");
  }

  /** {@code run.json}: written last, so it says that the command is finished. */
  Path run() {
    return new Path(root, "run.json");
  }

  Path work() {
    return new Path(root, "work");
  }

  /**
   * Checks that a command may write here; deletes nothing.
   *
   * @throws ConfigException when it may not
   */
  void check(JobKind job, Existing existing) {
    List<String> entries = storage.list(root).stream().filter(e -> !e.startsWith(".")).toList();
    if (!entries.isEmpty() && Collections.disjoint(entries, JobKind.PIPELINE.products())) {
      throw new ConfigException(
          "Cannot write to output '%s': it holds other things (%s); give an empty or new directory"
              .formatted(root, shortened(entries)));
    }
    List<String> results = entries.stream().filter(job.products()::contains).toList();
    boolean refused =
        switch (existing) {
          case REFUSE -> !results.isEmpty();
          case RESUME_UNFINISHED -> finishedCommand().filter(job.command()::equals).isPresent();
          case RESUME, OVERWRITE -> false;
        };
    if (refused) {
      throw new ConfigException(
          "Cannot write to output '%s': it holds the results of an earlier run (%s); give another directory or add --overwrite"
              .formatted(root, shortened(results)));
    }
  }

  /**
   * Makes room as {@link #check} allowed: deletes old results that are to be overwritten, and
   * {@code run.json} in any case.
   */
  void prepare(JobKind job, Existing existing) {
    storage.delete(run());
    if (existing == Existing.OVERWRITE) {
      job.products().forEach(name -> storage.delete(new Path(root, name)));
    }
  }

  /** The command whose finished run {@code run.json} records. */
  Optional<String> finishedCommand() {
    if (!storage.exists(run())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObjectMapper().readTree(storage.read(run())).path("command").asText());
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "Cannot read %s: it is not JSON (%s); give another output or add --overwrite"
              .formatted(run(), e.getOriginalMessage()));
    }
  }

  private static String shortened(List<String> names) {
    List<String> first = names.subList(0, Math.min(3, names.size()));
    return String.join(", ", first) + (names.size() > 3 ? ", …" : "");
  }
}
