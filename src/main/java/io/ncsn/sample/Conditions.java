package io.ncsn.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cells that rows of a mixed table are given. */
final class Conditions {
  private Conditions() {}

  /**
   * Reads {@code sample.where}.
   *
   * @throws ConfigException if the model cannot be given cells, or does not know one of these
   */
  static GivenRow read(
      RowCodec codec, ModelSpec network, SortedMap<String, List<Optional<String>>> where) {
    requireAble(network, SampleSettings.WHERE);
    return GivenRow.of(codec, SampleSettings.WHERE, where);
  }

  /**
   * Requires a model that can be given cells.
   *
   * @param asked what asks for it, which the message names
   */
  static void requireAble(ModelSpec network, String asked) {
    if (!(network instanceof MixedSpec mixed)) {
      throw new ConfigException(
          "Cannot give cells to a model of numbers (%s): it was trained without given cells; train with data.scale = quantile"
              .formatted(asked));
    }
    if (!mixed.flagged()) {
      throw new ConfigException(
          "Cannot give cells to this model (%s): it was trained with train.observed = 0; train with train.observed = 0.25"
              .formatted(asked));
    }
  }

  /**
   * Requires that rows are not guided.
   *
   * @param reason why they cannot be, and what to do
   */
  static void requireNoGuidance(SampleSettings settings, String reason) {
    if (settings.guidance() > 0) {
      throw new ConfigException(
          "Cannot guide rows (%s is %s): %s"
              .formatted(SampleSettings.GUIDANCE, settings.guidance(), reason));
    }
  }

  /** Adds guidance, if there is any, to the settings that rows depend on. */
  static void identifyGuidance(SampleSettings settings, SortedMap<String, String> identity) {
    if (settings.guidance() > 0) {
      identity.put(SampleSettings.GUIDANCE, Double.toString(settings.guidance()));
    }
  }

  /** Returns conditions as text that tells them from all others. */
  static String text(SortedMap<String, List<Optional<String>>> where) {
    SortedMap<String, Object> cells = new TreeMap<>();
    where.forEach((column, texts) -> cells.put(column, value(texts)));
    try {
      return Json.MAPPER.writeValueAsString(cells);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write conditions as JSON", e);
    }
  }

  private static Object value(List<Optional<String>> texts) {
    List<String> values = new ArrayList<>();
    texts.forEach(text -> values.add(text.orElse(null)));
    return values.size() == 1 ? values.get(0) : values;
  }
}
