package io.ncsn.output;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.settings.EffectiveSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * The directory of a run's results. It knows the place of each result, and one run at a time writes
 * to it.
 */
public final class OutputDirectory {
  /** The characters that Hadoop takes for a pattern when it reads a path. */
  private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}\\\\]");

  private final Storage storage;
  private final Path root;
  private final OutputRules rules;
  private Optional<OutputLock> lock = Optional.empty();

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
    this.rules = new OutputRules(storage, root);
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

  /** Returns the directory of samples as files of images, if requested. */
  public Path sampleImages() {
    return new Path(root, "sample-images");
  }

  /** Returns the directory of complete paths of some samples, if requested. */
  public Path trace() {
    return new Path(root, "trace");
  }

  /** Returns the directory of log-densities of a table's rows. */
  public Path likelihood() {
    return new Path(root, "likelihood");
  }

  /** Returns the directory of a table's rows with their empty cells filled. */
  public Path imputed() {
    return new Path(root, "imputed");
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

  /**
   * Says by the marks that the results are complete and good, or that they are not.
   *
   * @param good whether the quality gates are met
   * @param directories the directories of results to mark, besides the output itself
   */
  public void mark(boolean good, Path... directories) {
    Stream.concat(Stream.of(directories), Stream.of(root))
        .map(OutputDirectory::mark)
        .forEach(
            mark -> {
              if (good) {
                storage.write(mark, "");
              } else {
                storage.delete(mark);
              }
            });
  }

  public Path report() {
    return new Path(root, "report.html");
  }

  /** The figures of drift. */
  public Path drift() {
    return new Path(root, "drift.json");
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
   * Keeps other processes from writing here until the lock is closed. Creates the directory if
   * necessary, and removes it again if nothing was written to it.
   *
   * @throws ConfigException if another process holds the lock, or if the directory is not writable
   */
  public Lock lock() {
    boolean made = !storage.exists(root);
    OutputLock held = OutputLock.take(storage, root);
    lock = Optional.of(held);
    return () -> {
      lock = Optional.empty();
      held.release();
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
    lock.ifPresent(OutputLock::requireHeld);
  }

  /** A lock on the directory. Other processes may write here again once it is closed. */
  @FunctionalInterface
  public interface Lock extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Checks that a command may write here. Deletes nothing.
   *
   * @throws ConfigException if it may not
   */
  public void check(JobKind job, Existing existing) {
    rules.check(job, existing);
  }

  /**
   * Checks that the table and the results do not overlap.
   *
   * @param what the setting or option that names the table
   * @throws ConfigException if they overlap
   */
  public void requireApart(JobKind job, String what, DataSettings data) {
    rules.requireApart(job, what, data);
  }

  /** Deletes old results that are to be overwritten, as {@link #check} allowed. */
  public void prepare(JobKind job, Existing existing) {
    if (existing == Existing.OVERWRITE) {
      job.outdated().forEach(name -> storage.delete(new Path(root, name)));
    }
  }

  /**
   * Returns whether a command finished here with these settings and met its quality gates.
   *
   * @param facts what was given besides settings, by its key in {@code run.json}
   */
  public boolean isFinished(JobKind job, EffectiveSettings settings, Map<String, String> facts) {
    return FinishedRun.in(storage, root)
        .filter(run -> run.is(job) && !run.missedGates() && run.had(settings, facts))
        .isPresent();
  }

  /**
   * Returns which of some facts the run that finished here recorded with other values. What it did
   * not record counts as equal.
   *
   * @param facts values by their keys in {@code run.json}
   */
  public List<String> changedSince(Map<String, String> facts) {
    return FinishedRun.in(storage, root).map(run -> run.others(facts)).orElse(List.of());
  }

  /** Returns whether the run that finished here recorded any of some facts. */
  public boolean recorded(Set<String> keys) {
    return FinishedRun.in(storage, root).filter(run -> run.hasAny(keys)).isPresent();
  }

  /** Removes {@code run.json} and the mark, because the results change from now on. */
  public void begin() {
    storage.delete(run());
    storage.delete(mark(root));
  }
}
