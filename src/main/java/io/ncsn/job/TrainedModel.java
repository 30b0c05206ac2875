package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.NumbersCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings;
import io.ncsn.network.Precision;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.sample.GivenRowsSampler;
import io.ncsn.sample.Imputation;
import io.ncsn.sample.ImputeSettings;
import io.ncsn.sample.Likelihood;
import io.ncsn.sample.LikelihoodPlan;
import io.ncsn.sample.LikelihoodSettings;
import io.ncsn.sample.ModelChains;
import io.ncsn.sample.ProbabilityFlow;
import io.ncsn.sample.SampleImages;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.Sampler;
import io.ncsn.sample.ScoreSettings;
import io.ncsn.sample.Scores;
import io.ncsn.settings.EffectiveSettings;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A trained model. This is the only place that combines its parts (parameters, prior, clipping,
 * scaler, kernel). Samples, densities, scores and pictures of chains all come from here.
 */
public final class TrainedModel {
  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final NetworkSettings computing;

  /**
   * Makes a model for use.
   *
   * @param checkpoint its parameters
   * @param computing says which kernel does the arithmetic, and which fast paths it avoids
   */
  public TrainedModel(SparkSession spark, Checkpoint checkpoint, NetworkSettings computing) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.computing = computing;
  }

  /**
   * Reads a model, every file checked against the manifest.
   *
   * @param directory a model directory, or the {@code model.previous.json} in one: the checkpoint
   *     before the last
   * @param computing says which kernel does the arithmetic, and which fast paths it avoids
   * @throws io.ncsn.checkpoint.CheckpointException if it is damaged or missing
   */
  public static TrainedModel open(SparkSession spark, String directory, NetworkSettings computing) {
    return new TrainedModel(
        spark,
        ModelDirectory.at(directory, spark.sparkContext().hadoopConfiguration()).read(),
        computing);
  }

  /** Parameters and training state. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The network, noise levels, columns and scaler, and where the model comes from. */
  public ModelDescription description() {
    return checkpoint.model();
  }

  /**
   * Returns settings for a job that reads a table of text by this model: empty cells and dates are
   * written as in its training table, unless the settings say otherwise.
   */
  public EffectiveSettings reading(EffectiveSettings settings) {
    return RememberedText.in(settings, description());
  }

  /**
   * Returns the sampler that draws rows from the model.
   *
   * @throws io.ncsn.config.ConfigException where a setting does not fit the model
   */
  public ModelSampler sampler(SampleSettings settings) {
    MachineAgreement machines = machines(settings.precision());
    return new ModelSampler(
        new Sampler(spark, checkpoint, settings, machines.plan()), settings, machines);
  }

  /**
   * Returns what writes samples of the model as images; empty if {@code form} is none.
   *
   * @param set {@code data.image}, for models that do not know the shape of their images themselves
   * @throws io.ncsn.config.ConfigException if the model's rows are no images
   */
  public Optional<ImageFiles> images(SampleImages form, Optional<ImageFormat> set) {
    return ImageFiles.of(spark, description(), form, set);
  }

  /**
   * Returns the object that computes the log-densities of a table's rows.
   *
   * @throws io.ncsn.config.ConfigException if the model knows the score at one noise level only
   */
  public ModelDensities densities(LikelihoodSettings settings) {
    LikelihoodPlan plan = LikelihoodPlan.resolve(settings, description());
    MachineAgreement machines = machines(Precision.FLOAT32);
    return new ModelDensities(
        new ModelRows(spark, description().codec(), Likelihood.columns()),
        new Likelihood(spark, checkpoint, plan, machines.plan()),
        plan,
        machines);
  }

  /**
   * Returns the object that computes the scores of a table's rows.
   *
   * @throws io.ncsn.config.ConfigException for a noise level that the model was not trained at
   */
  public ModelScores scores(ScoreSettings settings) {
    MachineAgreement machines = machines(Precision.FLOAT32);
    return new ModelScores(
        new ModelRows(spark, description().codec(), Scores.columns()),
        new Scores(spark, checkpoint, settings, machines.plan()),
        machines);
  }

  /** Returns the object that adds what the model says about rows to the rows where they are. */
  public ModelColumns columns() {
    return new ModelColumns(
        spark, checkpoint, machines(Precision.FLOAT32).plan(), new ArrayList<>());
  }

  /**
   * Returns the object that fills the empty cells of tables.
   *
   * @param sample how cells are drawn
   * @throws io.ncsn.config.ConfigException for a model that cannot be given cells
   */
  public ModelImputer imputer(ImputeSettings settings, SampleSettings sample) {
    return imputer(settings, sample, Optional.empty());
  }

  /**
   * As {@link #imputer(ImputeSettings, SampleSettings)}.
   *
   * @param image {@code data.image}, for a mask image and a model that does not know the shape of
   *     its images itself
   */
  public ModelImputer imputer(
      ImputeSettings settings, SampleSettings sample, Optional<ImageFormat> image) {
    boolean[] unknown =
        ImageMask.read(
            description(), settings.maskImage(), image, spark.sparkContext().hadoopConfiguration());
    RowCodec codec = NumbersCodec.packed(description().codec());
    MachineAgreement machines = machines(sample.precision());
    return new ModelImputer(
        spark,
        codec,
        new Imputation(spark, checkpoint, codec, settings, unknown, sample, machines.plan()),
        settings,
        machines);
  }

  /**
   * Returns the sampler that draws rows given the rows of a table.
   *
   * @param settings how many draws, and what becomes of unseen levels
   * @throws io.ncsn.config.ConfigException for a model that cannot be given cells
   */
  public GivenSampler givenSampler(ImputeSettings settings, SampleSettings sample) {
    MachineAgreement machines = machines(sample.precision());
    return new GivenSampler(
        spark,
        description().codec(),
        new GivenRowsSampler(spark, checkpoint, settings, sample, machines.plan()),
        settings,
        machines);
  }

  /** The network with the parameters to sample from, on this machine; close it after use. */
  public ScoreNetwork network() {
    requireNumbers("draw pictures or measure the score");
    return new ScoreNetwork(
        description().ofNumbers(),
        checkpoint.samplingParameters(),
        KernelPlan.here(computing.kernel(), computing.avoid()));
  }

  /** Returns the network of a model of mixed rows. */
  MixedScoreNetwork mixedNetwork() {
    return new MixedScoreNetwork(
        (MixedSpec) description().network(),
        checkpoint.samplingParameters(),
        KernelPlan.here(computing.kernel(), computing.avoid()));
  }

  /** The model's chains, for {@link #network} to lead. */
  public ModelChains chains(SampleSettings settings) {
    return ModelChains.of(description(), settings);
  }

  /**
   * The probability flow from one of the model's noise levels up to the greatest.
   *
   * @param level index of the noise level
   * @param score score of the model's standardised rows
   * @param tolerance error allowed in each step of the integration
   */
  ProbabilityFlow flow(int level, DifferentiableScore score, double tolerance) {
    return ProbabilityFlow.of(description(), level, score, tolerance);
  }

  private void requireNumbers(String what) {
    if (description().isMixed()) {
      throw MixedResolution.notYet(description().network(), what);
    }
  }

  private MachineAgreement machines(Precision precision) {
    return Machines.ofScores(spark, description().network(), precision, computing);
  }
}
