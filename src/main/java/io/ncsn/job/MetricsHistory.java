package io.ncsn.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.Json;
import io.ncsn.report.ReportInputs.TrainingPoint;
import io.ncsn.report.ReportInputs.Validation;
import io.ncsn.report.ReportInputs.ValidationPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code metrics.jsonl} back for the report. */
public final class MetricsHistory {
  public static final String ROUND = "round";
  public static final String VALIDATION = "validation";

  private final List<TrainingPoint> training = new ArrayList<>();
  private final List<ValidationPoint> validation = new ArrayList<>();
  private List<Double> bandEdges = List.of();

  /** Makes the history from {@code lines}. */
  public MetricsHistory(List<String> lines) {
    lines.forEach(line -> add(parsed(line)));
  }

  /** Returns the round of a line. */
  public static long roundOf(String line) {
    return parsed(line).path("round").asLong();
  }

  private static JsonNode parsed(String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a line of metrics.jsonl: " + line, e);
    }
  }

  public List<TrainingPoint> training() {
    return List.copyOf(training);
  }

  public Optional<Validation> validation() {
    return validation.isEmpty()
        ? Optional.empty()
        : Optional.of(new Validation(bandEdges, validation));
  }

  private void add(JsonNode entry) {
    switch (entry.path("event").asText()) {
      case ROUND -> {
        long before = training.isEmpty() ? 0 : training.get(training.size() - 1).rows();
        training.add(
            new TrainingPoint(
                entry.path("round").asLong(),
                before + entry.path("rows").asLong(),
                entry.path("seconds").asDouble(),
                entry.path("loss").asDouble(),
                entry.path("rows-per-second").asDouble()));
      }
      case VALIDATION -> {
        JsonNode bands = entry.path("bands");
        List<Double> edges = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (JsonNode band : bands) {
          edges.add(band.path("sigma-begin").asDouble());
          losses.add(band.path("loss").asDouble());
        }
        edges.add(bands.path(bands.size() - 1).path("sigma-end").asDouble());
        bandEdges = edges;
        validation.add(
            new ValidationPoint(
                entry.path("round").asLong(), entry.path("loss").asDouble(), losses));
      }
      default -> {
        // events of other phases are not the history's
      }
    }
  }
}
