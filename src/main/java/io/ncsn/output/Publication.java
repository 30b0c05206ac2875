package io.ncsn.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.InputKind;
import io.ncsn.config.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place that always holds the results of one whole run, for those who use them. A run copies its
 * results next to the place, and then puts them there in place of the earlier ones.
 */
public final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final String OPTION = "--publish";
  private static final String DESCRIPTION = "publication.json";

  private final Storage storage;
  private final JobKind job;
  private final Path place;
  private final Replacement replacement;

  /**
   * Makes the object; looks at nothing yet.
   *
   * @param location a local path or any Hadoop URI
   * @throws ConfigException if it is neither
   */
  public Publication(Storage storage, JobKind job, String location) {
    this.storage = storage;
    this.job = job;
    this.place = storage.path(OPTION, location);
    if (place.getParent() == null) {
      throw refusal("it is the root of a file system; give a directory below it");
    }
    this.replacement = new Replacement(storage, place);
  }

  public Path place() {
    return place;
  }

  /**
   * Checks, before a job starts, that its results may be published here.
   *
   * @throws ConfigException if they may not
   */
  public void check(OutputDirectory output, DataSettings data) {
    requireApart("output", output.root());
    if (InputKind.of(data.input()) == InputKind.FILES && !data.input().isEmpty()) {
      requireApart("data.input", storage.path("data.input", data.input()));
    }
    StorageChecks checks = new StorageChecks(storage);
    checks.requireNoFile(OPTION, place);
    replacement.recoverAlone();
    List<String> entries = storage.list(place);
    Optional<String> owner = description().map(text -> field(text, "command"));
    if (owner.isEmpty() && !entries.isEmpty()) {
      throw refusal("it holds other things (%s); give a new directory".formatted(entries.get(0)));
    }
    if (owner.filter(command -> !command.equals(job.command())).isPresent()) {
      throw refusal(
          "it holds the results of 'ncsn %s', which 'ncsn %s' would replace as a whole; give another directory"
              .formatted(owner.get(), job.command()));
    }
    checks.requireWritable(OPTION, replacement.next());
    storage.deleteIfEmpty(replacement.next());
  }

  /**
   * Puts the results of a run here, in place of earlier ones. Does nothing if they are here.
   *
   * @param output holds the results
   * @param facts what {@code publication.json} says besides
   */
  public void publish(OutputDirectory output, Map<String, Object> facts) {
    try (FileLock held = replacement.lock()) {
      replacement.recover();
      List<Path> results =
          job.published().stream()
              .map(n -> new Path(output.root(), n))
              .filter(storage::exists)
              .toList();
      ResultFiles files = ResultFiles.of(storage, output.root(), results);
      if (description().filter(text -> field(text, "files").equals(files.sha256())).isPresent()) {
        LOG.info("Published before: {} holds these results", place);
        return;
      }
      files.copy(replacement.empty());
      storage.write(new Path(replacement.next(), DESCRIPTION), page(output, files, facts));
      replacement.put();
      LOG.info("Published: {}", place);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot publish to " + place + ": " + e.getMessage() + "; run the same command again", e);
    }
  }

  private String page(OutputDirectory output, ResultFiles files, Map<String, Object> facts) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("command", job.command());
    page.put("output", output.root().toString());
    page.put("files", files.sha256());
    page.putAll(facts);
    return JsonText.page(page);
  }

  private Optional<String> description() {
    Path file = new Path(place, DESCRIPTION);
    return storage.exists(file) ? Optional.of(storage.read(file)) : Optional.empty();
  }

  private String field(String text, String key) {
    try {
      return Json.MAPPER.readTree(text).path(key).asText();
    } catch (JsonProcessingException e) {
      throw refusal("its publication.json is not JSON; give another directory");
    }
  }

  private void requireApart(String what, Path other) {
    String here = storage.directoryName(place);
    String there = storage.directoryName(other);
    if (here.startsWith(there) || there.startsWith(here)) {
      throw refusal(
          "it overlaps with %s '%s', and is replaced as a whole; give a directory elsewhere"
              .formatted(what, other));
    }
  }

  private ConfigException refusal(String why) {
    return new ConfigException("Cannot publish to '%s': %s".formatted(place, why));
  }
}
