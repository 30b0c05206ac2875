package io.ncsn.output;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.InputKind;
import io.ncsn.output.OutputDirectory.Existing;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Decides whether a command may write to a directory, by what lies in it. */
final class OutputRules {
  /**
   * Names that distinguish a directory of ours from another one that happens to have a {@code
   * model} or {@code work}.
   */
  private static final List<String> SIGNS =
      List.of(
          "run.json", "metrics.jsonl", "compare.jsonl", "model/model.json", "work/prepared.json");

  private final Storage storage;
  private final Path root;

  OutputRules(Storage storage, Path root) {
    this.storage = storage;
    this.root = root;
  }

  /**
   * Checks that a command may write here. Deletes nothing.
   *
   * @throws ConfigException if it may not
   */
  void check(JobKind job, Existing existing) {
    new StorageChecks(storage).requireNoFile("output", root);
    List<String> entries = storage.list(root).stream().filter(e -> !e.startsWith(".")).toList();
    List<String> others =
        entries.stream().filter(name -> !JobKind.allProducts().contains(name)).toList();
    if (!others.isEmpty() && SIGNS.stream().noneMatch(sign -> storage.exists(below(sign)))) {
      throw new ConfigException(
          "Cannot write to output '%s': it holds other things (%s); give an empty or new directory"
              .formatted(root, shortened(others)));
    }
    List<String> results = entries.stream().filter(job.products()::contains).toList();
    Optional<FinishedRun> finished =
        existing == Existing.OVERWRITE ? Optional.empty() : FinishedRun.in(storage, root);
    boolean refused =
        switch (existing) {
          case REFUSE -> !results.isEmpty() && finished.filter(run -> goesOn(job, run)).isEmpty();
          case RESUME -> finished.filter(run -> !goesOn(job, run)).isPresent();
          case OVERWRITE -> false;
        };
    if (refused) {
      throw new ConfigException(
          "Cannot write to output '%s': it holds the results of %s run (%s); give another directory or add --overwrite"
              .formatted(
                  root,
                  storage.exists(below("run.json")) ? "an earlier" : "an unfinished",
                  shortened(results.isEmpty() ? entries : results)));
    }
  }

  /**
   * Checks that the table and the results do not overlap.
   *
   * @param what the setting or option that names the table
   * @throws ConfigException if they overlap
   */
  void requireApart(JobKind job, String what, DataSettings data) {
    if (InputKind.of(data.input()) != InputKind.FILES) {
      return;
    }
    String table = data.input();
    String input = storage.directoryName(storage.path(what, table));
    String output = storage.directoryName(root);
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

  /**
   * Returns whether a command goes on from a finished run: from a training, or from its own run
   * that missed a quality gate.
   */
  private static boolean goesOn(JobKind job, FinishedRun run) {
    return (job.trains() && run.is(JobKind.TRAIN)) || (run.is(job) && run.missedGates());
  }

  private Path below(String name) {
    return new Path(root, name);
  }

  private static String shortened(List<String> names) {
    List<String> first = names.subList(0, Math.min(3, names.size()));
    return String.join(", ", first) + (names.size() > 3 ? ", …" : "");
  }
}
