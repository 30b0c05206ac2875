package io.ncsn.cli;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DatedPlace;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.OutputDirectory.Existing;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.SettingOverride;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Options of every command that writes results. */
final class OutputOptions {
  private static final Logger LOG = LoggerFactory.getLogger(OutputOptions.class);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {
        "Directory of the results, a local path or any Hadoop URI (setting: output).",
        "{date} in it becomes the UTC date of --as-of; a dated run that is finished is not run again."
      })
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description =
          "The date that {date} in the output becomes: a date or a time with its offset, in ISO form. Default: now.")
  private Optional<String> asOf = Optional.empty();

  @Option(names = "--overwrite", description = "Deletes earlier results in the output directory.")
  private boolean overwrite;

  private boolean isDated;

  /** Returns the options as settings. */
  List<SettingOverride> overrides() {
    return output.map(value -> new SettingOverride("output", value, "--output")).stream().toList();
  }

  /** Returns the output directory of a command that needs none; empty if none is given. */
  static Optional<OutputDirectory> directory(Storage storage, EffectiveSettings settings) {
    return Optional.of(settings.settings().output())
        .filter(location -> !location.isEmpty())
        .map(location -> new OutputDirectory(storage, location));
  }

  /**
   * Returns the settings with the date in their output.
   *
   * @throws ConfigException if {@code --as-of} is no date, or if there is no place for it
   */
  EffectiveSettings dated(EffectiveSettings settings) {
    String place = settings.settings().output();
    LocalDate date = asOf.map(AsOf::date).orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
    isDated = DatedPlace.isDated(place);
    if (isDated) {
      return settings.withOutput(DatedPlace.at(place, date));
    }
    if (asOf.isPresent()) {
      throw new ConfigException(
          "Cannot use --as-of with output '%s': it has no {date}; write one, such as target/x-{date}, or leave --as-of out"
              .formatted(place));
    }
    return settings;
  }

  /**
   * Returns whether a run with a date has been here with the same settings, so that nothing is left
   * to do.
   *
   * @param given what was given besides settings, by its key in {@code run.json}
   * @param from what results are made from now
   * @throws ConfigException if the run made its results from something else
   */
  boolean isFinished(
      OutputDirectory directory,
      JobKind job,
      EffectiveSettings settings,
      Map<String, String> given,
      MadeFrom from) {
    boolean finished = isDated && !overwrite && directory.isFinished(job, settings, given);
    if (finished) {
      requireUnchanged(directory, directory.changedSince(from.hashes()));
      if (directory.recorded(from.tables().keySet())) {
        requireUnchanged(directory, directory.changedSince(versions(job, from)));
      }
      LOG.info(
          "Nothing to do: {} holds the finished results of the same settings", directory.root());
    }
    return finished;
  }

  private static Map<String, String> versions(JobKind job, MadeFrom from) {
    try (SparkJob spark = SparkJob.start(job.command(), "Nothing was changed", System.err)) {
      return from.versions(spark.session());
    }
  }

  private static void requireUnchanged(OutputDirectory directory, List<String> changed) {
    if (!changed.isEmpty()) {
      throw new ConfigException(
          "Cannot take output '%s' for finished: what it was made from has changed since (%s); add --overwrite to make it anew, or give another --as-of"
              .formatted(directory.root(), MadeFrom.words(changed)));
    }
  }

  /**
   * Returns the treatment of earlier results: overwrite if requested, and otherwise {@code
   * otherwise}.
   */
  Existing existing(Existing otherwise) {
    return overwrite ? Existing.OVERWRITE : otherwise;
  }
}
