package io.ncsn.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.ncsn.config.Choice;
import io.ncsn.config.Measure;
import io.ncsn.config.Measure.Goal;
import java.util.OptionalDouble;

/**
 * One figure of how near samples are to real rows.
 *
 * @param measure the measure
 * @param value the figure of the samples compared with the held-out rows
 * @param floor the same figure of training rows compared with held-out rows, which perfect samples
 *     would get; empty without training rows
 */
@JsonPropertyOrder({"key", "name", "value", "floor", "goal", "meaning"})
public record Metric(@JsonIgnore Measure measure, double value, OptionalDouble floor) {
  /** Short name for files and scripts, such as {@code sliced-wasserstein}. */
  @JsonProperty("key")
  public String key() {
    return Choice.name(measure);
  }

  /** The name people read. */
  @JsonProperty("name")
  public String name() {
    return measure.title();
  }

  /** Which values are good. */
  @JsonProperty("goal")
  public Goal goal() {
    return measure.goal();
  }

  /** One plain sentence on what is measured, with its unit. */
  @JsonProperty("meaning")
  public String meaning() {
    return measure.meaning();
  }
}
