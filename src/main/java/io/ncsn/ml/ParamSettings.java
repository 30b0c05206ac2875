package io.ncsn.ml;

import com.typesafe.config.ConfigUtil;
import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.data.read.InvalidRows;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import io.ncsn.settings.SettingsReader;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Params;

/** Reads params as settings, with the reader and the messages of the command line. */
final class ParamSettings {
  /** The settings that have a param of their own, by the param's name. */
  private static final Map<String, String> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("inputCols", "data.columns");
    KEYS.put("featuresCol", "data.features");
    KEYS.put("weightCol", "data.weight");
    KEYS.put("validationIndicatorCol", "data.holdout-column");
    KEYS.put("maxRounds", "train.max-rounds");
    KEYS.put("maxSeconds", "train.max-seconds");
    KEYS.put("batchSize", "train.batch-size");
    KEYS.put("seed", "train.seed");
    KEYS.put("learningRate", "train.learning-rate");
  }

  /** Settings of the command line that DataFrames stand for. */
  private static final Set<String> OF_FILES =
      Set.of("data.input", "data.format", "data.rows", "sample.images", "output");

  private final ScoreNetworkParams params;
  private final List<SettingOverride> overrides = new ArrayList<>();

  /** Takes the settings of {@code params}. */
  ParamSettings(ScoreNetworkParams params) {
    this.params = params;
    Map<String, String> others = params.getOrDefault(params.settings());
    KEYS.forEach(
        (name, key) -> {
          if (params.isSet(params.getParam(name))) {
            requireOnce(name, key, others);
            overrides.add(new SettingOverride(key, text(params, name), name));
          }
        });
    others.forEach(
        (key, value) -> {
          requireOfDataFrames(key);
          overrides.add(new SettingOverride(key, value, "settings"));
        });
    if (!others.containsKey("data.bad-rows") && invalid() != InvalidRows.ERROR) {
      with("data.bad-rows", "drop", params.handleInvalid().name());
    }
    if (!others.containsKey("data.scale") && !isOfNumbers()) {
      with("data.scale", "quantile", "Spark ML");
    }
  }

  /** Returns whether a param asks for what is made for tables of numbers alone. */
  private boolean isOfNumbers() {
    return params.isSet(params.featuresCol())
        || params.isSet(params.scoreCol())
        || params.isSet(params.latentCol())
        || params.isSet(params.reconstructionCol());
  }

  /** Adds a setting that the call {@code origin} gives, which wins over params. */
  ParamSettings with(String key, String value, String origin) {
    overrides.add(new SettingOverride(key, value, origin));
    return this;
  }

  /** What becomes of rows that cannot be read. */
  InvalidRows invalid() {
    String word = params.getOrDefault(params.handleInvalid());
    return Choice.named(InvalidRows.class, word)
        .orElseThrow(
            () ->
                new ConfigException(
                    "handleInvalid: Cannot set handleInvalid to '%s': need error, skip or keep; mend it, or leave it out for the default error"
                        .formatted(word)));
  }

  /**
   * Reads them for a training.
   *
   * @throws ConfigException if params or settings are mistaken
   */
  EffectiveSettings ofTraining() {
    EffectiveSettings settings = read();
    if (settings.settings().train().maxRounds().isEmpty()
        && settings.settings().train().maxSeconds().isEmpty()
        && settings.settings().train().maxEpochs().isEmpty()) {
      throw new ConfigException(
          "Cannot fit: training would never stop, as neither maxSeconds nor maxRounds nor the setting train.max-epochs is set; set one of them, such as setMaxSeconds(60)");
    }
    return settings;
  }

  /**
   * Reads them for the use of a model.
   *
   * @throws ConfigException if params or settings are mistaken
   */
  Settings ofUse() {
    return read().settings();
  }

  /**
   * Reads them for the measuring of samples.
   *
   * @throws ConfigException if params or settings are mistaken
   */
  EffectiveSettings ofMeasures() {
    return read();
  }

  private EffectiveSettings read() {
    SettingsReader reader =
        new SettingsReader(
            location -> {
              throw new FileNotFoundException(location);
            });
    return reader.read(Optional.empty(), overrides, Set.of());
  }

  private static void requireOnce(String name, String key, Map<String, String> others) {
    if (others.containsKey(key)) {
      throw new ConfigException(
          "settings: %s is set to %s, and so is the param %s; leave one of them out"
              .formatted(key, others.get(key), name));
    }
  }

  private static void requireOfDataFrames(String key) {
    if (OF_FILES.contains(key)) {
      throw new ConfigException(
          "settings: Cannot set %s: it is for commands that read and write files, and here DataFrames come and go; leave it out"
              .formatted(key));
    }
  }

  private static String text(Params params, String name) {
    Object value = params.getOrDefault(params.getParam(name));
    if (value instanceof String[] names) {
      return Arrays.stream(names)
          .map(ConfigUtil::quoteString)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? ConfigUtil.quoteString(text) : value.toString();
  }
}
