package io.ncsn.cli;

import io.ncsn.config.DataSettings;
import io.ncsn.config.Redaction;
import io.ncsn.job.QualityGates;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Publication;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The option {@code --publish} of the commands whose results others wait for. */
final class PublishOption {
  private static final Logger LOG = LoggerFactory.getLogger(PublishOption.class);
  private static final String PLACE = "publish.place";
  private static final String DONE = "publish.done";

  @Option(
      names = "--publish",
      paramLabel = "DIR",
      description = {
        "Copies model, samples and report to DIR at the end, in place of those of the run before, if all gates of 'require'",
        "are met: a local path or any Hadoop URI."
      })
  private Optional<String> location = Optional.empty();

  /**
   * Returns the place, if one is wanted.
   *
   * @throws io.ncsn.config.ConfigException if nothing may be published there
   */
  Optional<Publication> place(
      Storage storage, JobKind job, OutputDirectory output, DataSettings data) {
    Optional<Publication> place = location.map(name -> new Publication(storage, job, name));
    place.ifPresent(wanted -> wanted.check(output, data));
    return place;
  }

  /** Returns what {@code run.json} says of the place; nothing without one. */
  Map<String, String> facts() {
    return location.map(name -> Map.of(PLACE, Redaction.hideCredentials(name))).orElse(Map.of());
  }

  /** Publishes the results if the gates are met, and records whether it did. */
  static void publish(
      Optional<Publication> place, OutputDirectory output, QualityGates gates, RunRecord record) {
    if (place.isEmpty()) {
      return;
    }
    record.put(DONE, gates.areMet());
    if (gates.areMet()) {
      Map<String, Object> facts = new LinkedHashMap<>(record.facts());
      facts.keySet().retainAll(Set.of("parameters-sha256", "model", "samples.rows"));
      place.get().publish(output, facts);
    } else {
      LOG.warn(
          "Not published: a quality gate is not met, and {} stays as it was", place.get().place());
    }
  }

  /** Returns what became of the place when a gate is not met, for the last line of a command. */
  String unpublished() {
    return location.map(name -> "Nothing was published to %s. ".formatted(name)).orElse("");
  }
}
