package io.ncsn.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The directory of a run's results. It knows the place of each result and decides whether a command
 * may write there.
 */
public final class OutputDirectory {
  /** The characters that Hadoop takes for a pattern when it reads a path. */
  private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}\\\\]");

  /**
   * Names that distinguish a directory of ours from another one that happens to have a {@code
   * model} or {@code work}.
   */
  private static final List<String> SIGNS =
      List.of(
          "run.json", "metrics.jsonl", "compare.jsonl", "model/model.json", "work/prepared.json");

  private static final String LOCK = ".ncsn.lock";

  private final Storage storage;
  private final Path root;
  private Storage.Lock lock = Storage.Lock.NONE;

  /**
   * Makes the directory object.
   *
   * @param location a local path or any Hadoop URI
   * @throws ConfigException if it is neither, or if it is a pattern
   */
  public OutputDirectory(Storage storage, String location) {
    if (GLOB.matcher(location).find()) {
      throw new ConfigException(
          "Cannot write to output '%s': Spark could not read it again, for it takes * ? [ ] { } \\ for a pattern; give a path without them"
              .formatted(location));
    }
    this.storage = storage;
    this.root = storage.path("output", location);
  }

  /** The treatment of existing results. */
  public enum Existing {
    /** Existing results are an error. */
    REFUSE,
    /**
     * An interrupted run continues, and a command that trains continues from a finished training.
     * Finished results of another command are an error.
     */
    RESUME,
    /** Existing results are deleted first. */
    OVERWRITE
  }

  public Path root() {
    return root;
  }

  public Path model() {
    return new Path(root, "model");
  }

  public Path samples() {
    return new Path(root, "samples");
  }

  /** Returns the directory of complete paths of some samples, if requested. */
  public Path trace() {
    return new Path(root, "trace");
  }

  /** Returns the directory of log-densities of a table's rows. */
  public Path likelihood() {
    return new Path(root, "likelihood");
  }

  /** Returns the directory of scores of a table's rows. */
  public Path score() {
    return new Path(root, "score");
  }

  /**
   * Returns the mark that shows that a directory of Parquet files is complete. Write it after the
   * files and shortly before {@code run.json}.
   */
  public static Path mark(Path directory) {
    return new Path(directory, "_SUCCESS");
  }

  public Path report() {
    return new Path(root, "report.html");
  }

  public Path metrics() {
    return new Path(root, "metrics.jsonl");
  }

  /** Returns {@code run.json}. It is written last and thus shows that the command is finished. */
  public Path run() {
    return new Path(root, "run.json");
  }

  /** Returns the file with the runs of a comparison, one line each. */
  public Path comparison() {
    return new Path(root, "compare.jsonl");
  }

  /** Returns the folder with the models of a comparison, one directory each. */
  public Path models() {
    return new Path(root, "models");
  }

  public Path work() {
    return new Path(root, "work");
  }

  public Path workOfEvaluate() {
    return new Path(root, "work-evaluate");
  }

  /**
   * Checks that a command may write here. Deletes nothing.
   *
   * @throws ConfigException if it may not
   */
  public void check(JobKind job, Existing existing) {
    storage.requireNoFile("output", root);
    List<String> entries = storage.list(root).stream().filter(e -> !e.startsWith(".")).toList();
    List<String> others =
        entries.stream().filter(name -> !JobKind.allProducts().contains(name)).toList();
    if (!others.isEmpty() && SIGNS.stream().noneMatch(sign -> storage.exists(below(sign)))) {
      throw new ConfigException(
          "Cannot write to output '%s': it holds other things (%s); give an empty or new directory"
              .formatted(root, shortened(others)));
    }
    List<String> results = entries.stream().filter(job.products()::contains).toList();
    boolean refused =
        switch (existing) {
          case REFUSE -> !results.isEmpty();
          case RESUME ->
              finishedCommand().filter(c -> !(job.trains() && isTraining(c))).isPresent();
          case OVERWRITE -> false;
        };
    if (refused) {
      throw new ConfigException(
          "Cannot write to output '%s': it holds the results of %s run (%s); give another directory or add --overwrite"
              .formatted(
                  root,
                  storage.exists(run()) ? "an earlier" : "an unfinished",
                  shortened(results.isEmpty() ? entries : results)));
    }
  }

  /**
   * Keeps other processes from writing here until the lock is closed. Creates the directory if
   * necessary, and removes it again if nothing was written to it.
   *
   * @throws ConfigException if another process holds the lock, or if the directory is not writable
   */
  public Lock lock() {
    boolean made = !storage.exists(root);
    storage.requireWritable("output", root);
    Storage.Lock held =
        storage
            .lock(new Path(root, LOCK))
            .orElseThrow(
                () ->
                    new ConfigException(
                        "Cannot write to output '%s': another run is writing to it; wait for its end, or give another directory"
                            .formatted(root)));
    lock = held;
    return () -> {
      lock = Storage.Lock.NONE;
      try {
        held.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot unlock " + root + ": " + e.getMessage(), e);
      }
      storage.deleteIfEmpty(work());
      if (made) {
        storage.deleteIfEmpty(root);
      }
    };
  }

  /**
   * Checks that the directory is still the one that was locked. Call this before writing anything
   * worth keeping.
   *
   * @throws OutputLostException if it has been deleted
   */
  public void requireStillThere() {
    try {
      if (!lock.isHeld()) {
        throw new OutputLostException(
            "Cannot write to output '%s': it was deleted while this run was writing to it; run the same command again"
                .formatted(root));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + root + ": " + e.getMessage(), e);
    }
  }

  /** A lock on the directory. Other processes may write here again once it is closed. */
  @FunctionalInterface
  public interface Lock extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Checks that the table and the results do not overlap.
   *
   * @param what the setting or option that names the table
   * @throws ConfigException if they overlap
   */
  public void requireApart(JobKind job, String what, DataSettings data) {
    if (DataSettings.isBuiltIn(data.input())) {
      return;
    }
    String table = data.input();
    String input = directoryName(storage.path(what, table));
    String output = directoryName(root);
    if (output.startsWith(input)) {
      throw new ConfigException(
          "Cannot write to output '%s': it lies in %s '%s', where the results would pass for data; give a directory elsewhere"
              .formatted(root, what, table));
    }
    job.products().stream()
        .filter(product -> input.startsWith(output + product + "/"))
        .findFirst()
        .ifPresent(
            product -> {
              throw new ConfigException(
                  "Cannot read %s '%s': it lies in output '%s', in what this run writes anew (%s); give another output"
                      .formatted(what, table, root, product));
            });
  }

  private String directoryName(Path path) {
    String name = storage.qualified(path).toString();
    return name.endsWith("/") ? name : name + "/";
  }

  /** Deletes old results that are to be overwritten, as {@link #check} allowed. */
  public void prepare(JobKind job, Existing existing) {
    if (existing == Existing.OVERWRITE) {
      job.outdated().forEach(name -> storage.delete(new Path(root, name)));
    }
  }

  /** Removes {@code run.json}, because the results change from now on. */
  public void begin() {
    storage.delete(run());
  }

  /** Returns the command whose finished run {@code run.json} records. */
  public Optional<String> finishedCommand() {
    if (!storage.exists(run())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readTree(storage.read(run())).path("command").asText());
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "Cannot read %s: it is not JSON (%s); give another output or add --overwrite"
              .formatted(run(), e.getOriginalMessage()));
    }
  }

  private Path below(String name) {
    return new Path(root, name);
  }

  private static boolean isTraining(String command) {
    return command.equals(JobKind.TRAIN.command());
  }

  private static String shortened(List<String> names) {
    List<String> first = names.subList(0, Math.min(3, names.size()));
    return String.join(", ", first) + (names.size() > 3 ? ", …" : "");
  }
}
