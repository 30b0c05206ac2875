package io.ncsn.cli;

import io.ncsn.bench.TableTask;
import io.ncsn.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of {@code ncsn bench --peer-tables}. */
final class PeerTableOptions {
  private static final int SEEDS = 3;

  @Option(
      names = "--peer-tables",
      description = {
        "Instead: train this program and other generators of mixed tables on --table for the same time, draw as many rows, and",
        "measure all of them in the same way. Installs the peers' Python packages once. Continues what is in --output."
      })
  private boolean wanted;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "With --peer-tables: rows of the same table that nobody is trained on (CSV).")
  private Optional<Path> test = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "With --peer-tables: the column that classifiers predict.")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--categories",
      split = ",",
      paramLabel = "COLUMN",
      description = "With --peer-tables: columns of numbers that are categories.")
  private List<String> categories = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "300",
      description = "With --peer-tables: duration of each training (default: ${DEFAULT-VALUE}).")
  private double seconds;

  boolean wanted() {
    return wanted;
  }

  /**
   * Returns what the options ask for.
   *
   * @param seeds number of repetitions, 3 if it is not given
   * @throws ConfigException if an option is missing
   */
  TableTask task(
      Optional<String> table, Optional<String> output, Optional<Integer> seeds, List<String> only) {
    return new TableTask(
        local("--table", need("--table", table)),
        need("--test", test),
        need("--target", target),
        categories,
        seconds,
        seeds.orElse(SEEDS),
        only,
        local("--output", need("--output", output)));
  }

  private static <T> T need(String option, Optional<T> value) {
    return value.orElseThrow(
        () ->
            new ConfigException(
                "Cannot compare tables without %s: --peer-tables needs --table, --test, --target and --output"
                    .formatted(option)));
  }

  private static Path local(String option, String place) {
    if (place.contains("://")) {
      throw new ConfigException(
          "Cannot use %s '%s' with --peer-tables: the peers know only this machine's files; give a local path"
              .formatted(option, place));
    }
    return Path.of(place);
  }
}
