package io.ncsn.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.Choice;
import io.ncsn.config.Json;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.JudgedRun;
import io.ncsn.output.JsonText;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;

/**
 * The log {@code compare.jsonl} with one line per run. A comparison that continues finds the
 * finished runs in it by the hash of their settings.
 */
final class CompareLog {
  /** Settings on which no figure depends. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("output", "require");

  private static final String ID = "settings-sha256";
  private static final String MEASURES = "measures";
  private static final String FLOORS = "floors";
  private static final String FAILURE = "failure";

  private final Storage storage;
  private final Path path;
  private final Set<String> earlier = new LinkedHashSet<>();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, JsonNode> judged = new LinkedHashMap<>();

  CompareLog(Storage storage, Path path) {
    this.storage = storage;
    this.path = path;
    if (storage.exists(path)) {
      storage.read(path).lines().forEach(earlier::add);
      earlier.stream().map(CompareLog::parsed).forEach(this::remember);
    }
  }

  /** Returns the figures of a run with these settings, if all wanted ones are known. */
  Optional<Figures> figures(EffectiveSettings settings, Set<Measure> wanted) {
    JsonNode line = judged.get(id(settings));
    if (line == null || line.has(FAILURE)) {
      return Optional.empty();
    }
    Map<Measure, Double> values = figures(line.path(MEASURES), wanted);
    return values.keySet().containsAll(wanted)
        ? Optional.of(new Figures(values, figures(line.path(FLOORS), wanted)))
        : Optional.empty();
  }

  private static Map<Measure, Double> figures(JsonNode object, Set<Measure> wanted) {
    Map<Measure, Double> figures = new EnumMap<>(Measure.class);
    for (Measure measure : wanted) {
      JsonNode figure = object.path(Choice.name(measure));
      if (!figure.isMissingNode()) {
        figures.put(measure, Double.valueOf(figure.asText()));
      }
    }
    return figures;
  }

  /** Records a run. Lines of an earlier comparison stay until {@link #finish}. */
  void add(String study, JudgedRun run, EffectiveSettings settings) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("study", study);
    line.put("variant", run.variant());
    line.put("along", run.along());
    line.put(MEASURES, named(run.values()));
    if (!run.floors().isEmpty()) {
      line.put(FLOORS, named(run.floors()));
    }
    run.failure().ifPresent(failure -> line.put(FAILURE, failure));
    line.put(ID, id(settings));
    String text = JsonText.line(line);
    lines.add(text);
    remember(parsed(text));
    earlier.remove(text);
    storage.write(path, text(Stream.concat(lines.stream(), earlier.stream())));
  }

  private static Map<String, Double> named(Map<Measure, Double> figures) {
    Map<String, Double> named = new LinkedHashMap<>();
    figures.forEach((measure, figure) -> named.put(Choice.name(measure), figure));
    return named;
  }

  /** Removes lines that do not belong to this comparison. */
  void finish() {
    storage.write(path, text(lines.stream()));
  }

  private static String text(Stream<String> lines) {
    return lines.map(line -> line + "\n").collect(Collectors.joining());
  }

  private void remember(JsonNode line) {
    judged.put(line.path(ID).asText(), line);
  }

  private static JsonNode parsed(String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a line of compare.jsonl: " + line, e);
    }
  }

  /** Returns a hash of everything that a run's figures depend on. */
  private static String id(EffectiveSettings settings) {
    return DigestUtils.sha256Hex(
        settings.values().stream()
            .filter(value -> !WITHOUT_EFFECT.contains(value.key()))
            .filter(value -> !value.key().startsWith("report."))
            .map(value -> value.key() + " = " + value.value())
            .collect(Collectors.joining("\n")));
  }
}
