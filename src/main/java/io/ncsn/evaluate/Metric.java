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
 * @param measure what was measured
 * @param value of the samples against the held-out rows
 * @param floor the same figure of training rows against held-out rows: what perfect samples would
 *     get; empty without training rows
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

  /** What a good value is. */
  @JsonProperty("goal")
  public Goal goal() {
    return measure.goal();
  }

  /** One plain sentence: what is measured, and in what unit. */
  @JsonProperty("meaning")
  public String meaning() {
    return measure.meaning();
  }
}
