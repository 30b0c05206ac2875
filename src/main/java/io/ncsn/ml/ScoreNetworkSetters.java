package io.ncsn.ml;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets the params of the estimator and of its models.
 *
 * @param <T> the estimator or the model
 */
@SuppressWarnings("unchecked") // T is the type of this
public interface ScoreNetworkSetters<T extends ScoreNetworkSetters<T>> extends ScoreNetworkParams {
  /** Sets {@link #inputCols}. */
  default T setInputCols(String[] value) {
    return (T) set(inputCols(), value);
  }

  /** Sets {@link #featuresCol}. */
  default T setFeaturesCol(String value) {
    return (T) set(featuresCol(), value);
  }

  /** Sets {@link #weightCol}. */
  default T setWeightCol(String value) {
    return (T) set(weightCol(), value);
  }

  /** Sets {@link #validationIndicatorCol}. */
  default T setValidationIndicatorCol(String value) {
    return (T) set(validationIndicatorCol(), value);
  }

  /** Sets {@link #maxRounds}. */
  default T setMaxRounds(int value) {
    return (T) set(maxRounds(), value);
  }

  /** Sets {@link #maxSeconds}. */
  default T setMaxSeconds(double value) {
    return (T) set(maxSeconds(), value);
  }

  /** Sets {@link #batchSize}. */
  default T setBatchSize(int value) {
    return (T) set(batchSize(), value);
  }

  /** Sets {@link #seed}. */
  default T setSeed(long value) {
    return (T) set(seed(), value);
  }

  /** Sets {@link #learningRate}. */
  default T setLearningRate(double value) {
    return (T) set(learningRate(), value);
  }

  /** Sets {@link #settings}, in place of those set before. */
  default T setSettings(Map<String, String> value) {
    return (T) set(settings(), new TreeMap<>(value));
  }

  /** Adds one of {@link #settings}. */
  default T setSetting(String key, String value) {
    Map<String, String> all = new HashMap<>(getOrDefault(settings()));
    all.put(key, value);
    return setSettings(all);
  }

  /** Sets {@link #logDensityCol}. */
  default T setLogDensityCol(String value) {
    return (T) set(logDensityCol(), value);
  }

  /** Sets {@link #scoreCol}. */
  default T setScoreCol(String value) {
    return (T) set(scoreCol(), value);
  }

  /** Sets {@link #latentCol}. */
  default T setLatentCol(String value) {
    return (T) set(latentCol(), value);
  }

  /** Sets {@link #reconstructionCol}. */
  default T setReconstructionCol(String value) {
    return (T) set(reconstructionCol(), value);
  }

  /** Sets {@link #handleInvalid}. */
  default T setHandleInvalid(String value) {
    return (T) set(handleInvalid(), value);
  }

  /** Sets {@link #workDir}. */
  default T setWorkDir(String value) {
    return (T) set(workDir(), value);
  }

  /** Sets {@link #checkpointDir}. */
  default T setCheckpointDir(String value) {
    return (T) set(checkpointDir(), value);
  }
}
