package io.ncsn.ml;

import com.typesafe.config.Config;
import io.ncsn.config.Reference;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The params of the estimator and of its models. Those that are settings have the meaning that
 * {@code reference.conf} gives them. A method makes its param anew at each call; params are equal
 * if their owner and name are.
 */
public interface ScoreNetworkParams extends Params {
  /** The default name of the column of log-densities. */
  String LOG_DENSITY = "logDensity";

  /** The columns to model. Not set: all columns. */
  default StringArrayParam inputCols() {
    return new StringArrayParam(this, "inputCols", Reference.comment("data.columns"));
  }

  /** One vector or array column to model instead. */
  default Param<String> featuresCol() {
    return new Param<>(this, "featuresCol", Reference.comment("data.features"));
  }

  /** The column of weights. Not set: all rows count alike. */
  default Param<String> weightCol() {
    return new Param<>(this, "weightCol", Reference.comment("data.weight"));
  }

  /** The column that is true in rows held out of training. Not set: a hash of rows decides. */
  default Param<String> validationIndicatorCol() {
    return new Param<>(this, "validationIndicatorCol", Reference.comment("data.holdout-column"));
  }

  /** The greatest number of rounds. */
  default IntParam maxRounds() {
    return new IntParam(this, "maxRounds", Reference.comment("train.max-rounds"));
  }

  /** The greatest number of seconds of rounds. */
  default DoubleParam maxSeconds() {
    return new DoubleParam(this, "maxSeconds", Reference.comment("train.max-seconds"));
  }

  /** Rows in a minibatch of one replica. */
  default IntParam batchSize() {
    return new IntParam(this, "batchSize", Reference.comment("train.batch-size"));
  }

  /** The seed of the training. */
  default LongParam seed() {
    return new LongParam(this, "seed", Reference.comment("train.seed"));
  }

  /** The learning rate. */
  default DoubleParam learningRate() {
    return new DoubleParam(this, "learningRate", Reference.comment("train.learning-rate"));
  }

  /** All other settings, by their names in {@code reference.conf}. */
  default StringMapParam settings() {
    return new StringMapParam(
        this,
        "settings",
        "Any other settings by name, such as network.hidden -> [64,64], as --set takes them. docs/configuration.md lists them.");
  }

  /** The column of log-densities that {@code transform} adds. */
  default Param<String> logDensityCol() {
    return new Param<>(
        this, "logDensityCol", "Name of the column of log-densities that transform adds.");
  }

  /** The column of scores that {@code transform} adds if it is asked for. */
  default Param<String> scoreCol() {
    return new Param<>(
        this,
        "scoreCol",
        "Name of the column of scores, the gradients of the log-density at noise level score.sigma, that transform adds. Not set: none.");
  }

  /** The column of latent codes that {@code transform} adds if it is asked for. */
  default Param<String> latentCol() {
    return new Param<>(
        this,
        "latentCol",
        "Name of the column of latent codes, where the probability-flow ODE takes the rows, that transform adds. Not set: none.");
  }

  /** The column of reconstructions that {@code transform} adds if it is asked for. */
  default Param<String> reconstructionCol() {
    return new Param<>(
        this,
        "reconstructionCol",
        "Name of the column of reconstructions, where the probability-flow ODE takes the latent codes back, that transform adds. Not set: none.");
  }

  /** What becomes of rows that cannot be read. */
  default Param<String> handleInvalid() {
    return new Param<>(
        this,
        "handleInvalid",
        "What becomes of rows that cannot be read: error (fails), skip (fit and transform leave them out) or keep (fit leaves them out, transform adds null).");
  }

  /** Where {@code fit} keeps its work files. */
  default Param<String> workDir() {
    return new Param<>(
        this,
        "workDir",
        "Directory that driver and executors share, in which fit keeps the table's shards while it runs: a local path or any Hadoop URI. Not set: Spark's checkpoint directory, or in local mode Spark's local directory.");
  }

  /** Where {@code fit} keeps checkpoints. */
  default Param<String> checkpointDir() {
    return new Param<>(
        this,
        "checkpointDir",
        "Directory of the checkpoints: a local path or any Hadoop URI. A fit of the same rows and settings goes on from the last one there. Not set: a fit that is stopped begins anew.");
  }

  /** Returns {@link #inputCols}. */
  default String[] getInputCols() {
    return getOrDefault(inputCols());
  }

  /** Returns {@link #featuresCol}. */
  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /** Returns {@link #weightCol}. */
  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** Returns {@link #validationIndicatorCol}. */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** Returns {@link #maxRounds}. */
  default int getMaxRounds() {
    return (int) getOrDefault(maxRounds());
  }

  /** Returns {@link #maxSeconds}. */
  default double getMaxSeconds() {
    return (double) getOrDefault(maxSeconds());
  }

  /** Returns {@link #batchSize}. */
  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** Returns {@link #seed}. */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /** Returns {@link #learningRate}. */
  default double getLearningRate() {
    return (double) getOrDefault(learningRate());
  }

  /** Returns {@link #settings}. */
  default Map<String, String> getSettings() {
    return getOrDefault(settings());
  }

  /** Returns {@link #logDensityCol}. */
  default String getLogDensityCol() {
    return getOrDefault(logDensityCol());
  }

  /** Returns {@link #scoreCol}. */
  default String getScoreCol() {
    return getOrDefault(scoreCol());
  }

  /** Returns {@link #latentCol}. */
  default String getLatentCol() {
    return getOrDefault(latentCol());
  }

  /** Returns {@link #reconstructionCol}. */
  default String getReconstructionCol() {
    return getOrDefault(reconstructionCol());
  }

  /** Returns {@link #handleInvalid}. */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /** Returns {@link #workDir}. */
  default String getWorkDir() {
    return getOrDefault(workDir());
  }

  /** Returns {@link #checkpointDir}. */
  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  /** Gives the params that have one their default. */
  default void setDefaults() {
    Config reference = Reference.config();
    setDefault(batchSize(), reference.getInt("train.batch-size"));
    setDefault(seed(), reference.getLong("train.seed"));
    setDefault(learningRate(), reference.getDouble("train.learning-rate"));
    setDefault(settings(), new TreeMap<>());
    setDefault(logDensityCol(), LOG_DENSITY);
    setDefault(handleInvalid(), "error");
  }
}
