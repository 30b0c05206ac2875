package io.ncsn.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cells that rows of a mixed table are given. */
final class Conditions {
  private Conditions() {}

  /**
   * Returns the cells that all samples are given; null if they are given none.
   *
   * @throws ConfigException if the model cannot be given these, or guided by them
   */
  static GivenRow of(
      RowCodec codec, ModelSpec network, SampleSettings settings, SamplingMethod method) {
    boolean drawsBefore =
        network instanceof MixedSpec mixed && (mixed.drawsLabels() || mixed.drawsColumns());
    if (settings.where().isEmpty() && drawsBefore) {
      requireGuidanceBy(method, settings);
      return null;
    }
    if (settings.where().isEmpty()) {
      requireNoGuidance(settings, "no cell is given; set sample.where, or leave it out");
      return null;
    }
    requireGuidanceBy(method, settings);
    return settings.interpolate().isEmpty()
        ? read(codec, network, method, settings.where())
        : readBetweenSeeds(codec, network, method, settings.where());
  }

  /**
   * Reads {@code sample.where}.
   *
   * @throws ConfigException if the model cannot be given cells, or does not know one of these
   */
  static GivenRow read(
      RowCodec codec,
      ModelSpec network,
      SamplingMethod method,
      SortedMap<String, List<Optional<String>>> where) {
    requireAble(network, method, SampleSettings.WHERE);
    GivenRow given = GivenRow.of(codec, SampleSettings.WHERE, where);
    requireAble((MixedSpec) network, given);
    return given;
  }

  /**
   * As {@link #read}, for samples between two seeds. They follow from where they begin, so each of
   * them needs the same cells: what stands beside images, given exactly.
   */
  private static GivenRow readBetweenSeeds(
      RowCodec codec,
      ModelSpec network,
      SamplingMethod method,
      SortedMap<String, List<Optional<String>>> where) {
    if (!(network instanceof MixedSpec mixed && (mixed.drawsLabels() || mixed.drawsColumns()))) {
      throw new ConfigException(
          "Cannot give cells to samples between two seeds (%s beside %s): %s"
              .formatted(SampleSettings.WHERE, SampleSettings.INTERPOLATE, notBefore(network)));
    }
    GivenRow given = read(codec, network, method, where);
    if (!given.sets().isEmpty()) {
      throw new ConfigException(
          "Cannot give a range or a list to samples between two seeds (%s beside %s): each would draw its own value of it; give one value"
              .formatted(SampleSettings.WHERE, SampleSettings.INTERPOLATE));
    }
    return given;
  }

  /** Returns why a model draws nothing before its images, and what to do. */
  private static String notBefore(ModelSpec network) {
    if (!(network instanceof MixedSpec mixed && mixed.hasImages())) {
      return "the model has no labels of images; leave one of the two out";
    }
    return "the model was trained with train.observed = 0, and draws images and %s at once; leave one of the two out, or train with train.observed = 0.9"
        .formatted(mixed.hasColumns() ? "their columns" : "labels");
  }

  private static void requireAble(MixedSpec network, GivenRow given) {
    if (network.flagged() || given.sets().isEmpty()) {
      return;
    }
    SetOrder order = SetOrder.of(given);
    if (!order.levels().isEmpty() || !order.numbers().isEmpty()) {
      throw new ConfigException(
          "Cannot give a range or a list and another condition (%s): the model was trained with train.observed = 0, and draws no range given other cells; give one range or list alone, or exact values, or train with train.observed = 0.25"
              .formatted(SampleSettings.WHERE));
    }
  }

  /**
   * Requires a model that can be given cells.
   *
   * @param method how rows are drawn
   * @param asked what asks for it, which the message names
   */
  static void requireAble(ModelSpec network, SamplingMethod method, String asked) {
    if (!(network instanceof MixedSpec mixed)) {
      throw new ConfigException(
          "Cannot give cells to a model of numbers (%s): it was trained without given cells; train with data.scale = quantile"
              .formatted(asked));
    }
    if (!mixed.flagged() && !method.noisesGivenCells()) {
      throw new ConfigException(
          "Cannot give cells to this model (%s) with sample.sampler %s: it was trained with train.observed = 0; set sample.sampler = repaint, or train with train.observed = 0.25"
              .formatted(asked, method.word()));
    }
  }

  /**
   * Requires a model that can complete rows.
   *
   * @param method how cells are drawn
   */
  static void requireCompletes(ModelSpec network, SamplingMethod method) {
    if (network instanceof MixedSpec) {
      requireAble(network, method, "impute");
    } else if (!network.conditional()) {
      throw new ConfigException(
          "Cannot complete cells by a model of one noise level (impute): need many; train with train.objective = multi-scale");
    } else if (!method.noisesGivenCells()) {
      throw new ConfigException(
          "Cannot complete cells by a model of numbers with sample.sampler %s: it was trained without given cells; set sample.sampler = repaint, or leave it out"
              .formatted(method.word()));
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

  /** Requires a method that can guide rows, if they are guided. */
  static void requireGuidanceBy(SamplingMethod method, SampleSettings settings) {
    if (method.noisesGivenCells()) {
      requireNoGuidance(
          settings,
          "sample.sampler %s shows the network given cells with noise, as guidance would leave them; leave it out, or train with train.observed = 0.25 and set another sampler"
              .formatted(method.word()));
    }
  }

  /** Adds guidance, if there is any, to the settings that rows depend on. */
  static void identifyGuidance(SampleSettings settings, SortedMap<String, String> identity) {
    if (settings.guidance() > 0) {
      identity.put(SampleSettings.GUIDANCE, Double.toString(settings.guidance()));
    }
  }

  /** Puts a precision other than float32 into what a job is told from others by. */
  static void identifyPrecision(SampleSettings settings, SortedMap<String, String> identity) {
    if (settings.precision() != Precision.FLOAT32) {
      identity.put("sample.precision", Choice.name(settings.precision()));
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
