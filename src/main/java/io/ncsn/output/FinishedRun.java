package io.ncsn.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.EffectiveValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * A finished run, as its {@code run.json} tells it.
 *
 * @param page the content of {@code run.json}
 */
record FinishedRun(JsonNode page) {
  /**
   * Reads {@code run.json}.
   *
   * @return empty if there is none
   * @throws ConfigException if it is not JSON
   */
  static Optional<FinishedRun> in(Storage storage, Path root) {
    Path file = new Path(root, "run.json");
    if (!storage.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new FinishedRun(Json.MAPPER.readTree(storage.read(file))));
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "Cannot read %s: it is not JSON (%s); give another output or add --overwrite"
              .formatted(file, e.getOriginalMessage()));
    }
  }

  boolean is(JobKind job) {
    return page.path("command").asText().equals(job.command());
  }

  /** Returns whether a quality gate was not met, so that the command may be run again. */
  boolean missedGates() {
    return !page.path(RunRecord.GATES_MET).asBoolean(true);
  }

  /**
   * Returns whether the run had these settings and these facts.
   *
   * @param facts what was given besides settings, by its key in {@code run.json}
   */
  boolean had(EffectiveSettings settings, Map<String, String> facts) {
    return settings.values().stream().allMatch(this::had)
        && facts.entrySet().stream()
            .allMatch(fact -> page.path(fact.getKey()).asText().equals(fact.getValue()));
  }

  /** Returns the keys of those facts that the run recorded with other values, in their order. */
  List<String> others(Map<String, String> facts) {
    return facts.entrySet().stream()
        .filter(fact -> page.has(fact.getKey()))
        .filter(fact -> !page.path(fact.getKey()).asText().equals(fact.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns whether the run recorded any of some facts. */
  boolean hasAny(Set<String> keys) {
    return keys.stream().anyMatch(page::has);
  }

  private boolean had(EffectiveValue setting) {
    JsonNode then = page.path("settings").path(setting.key());
    return then.path("value").asText().equals(setting.value())
        || then.path("origin").asText().equals(EffectiveSettings.AUTO + setting.origin());
  }
}
