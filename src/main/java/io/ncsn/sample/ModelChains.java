package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.GivenCells;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The chains of one model: the distribution they begin at, what holds them to the range of the
 * data, and the steps they take. Every sampler of a model is made here, so that samples, traces and
 * pictures of chains come from the same process.
 */
public final class ModelChains implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SamplingPlan plan;
  private final Prior prior;
  private final DenoisedClip clip;

  private ModelChains(SamplingPlan plan, Prior prior, DenoisedClip clip) {
    this.plan = plan;
    this.prior = prior;
    this.clip = clip;
  }

  /**
   * Settles what {@code settings} leave open for {@code model}.
   *
   * @throws io.ncsn.config.ConfigException where a setting does not fit the model's noise levels
   */
  public static ModelChains of(ModelDescription model, SampleSettings settings) {
    return of(model, settings, settings.methodFor(model.network(), model.schedule()));
  }

  /** Returns the chains of one method, as the other settings have it. */
  static ModelChains of(ModelDescription model, SampleSettings settings, SamplingMethod method) {
    DenoisedClip clip =
        settings.clipDenoised()
            ? DenoisedClip.to(model.ranges())
            : DenoisedClip.none(model.network().dimension());
    return new ModelChains(
        SamplingPlan.resolve(method, model.schedule()), Prior.of(model.ranges()), clip);
  }

  /** Returns the chains of a method, whose denoised rows are not clipped. */
  static ModelChains by(SamplingMethod method, ModelDescription model) {
    return new ModelChains(
        SamplingPlan.resolve(method, model.schedule()),
        Prior.of(model.ranges()),
        DenoisedClip.none(model.network().dimension()));
  }

  /** The sampler and its settings in force. */
  public SamplingPlan plan() {
    return plan;
  }

  /**
   * The chains that follow a network's scores.
   *
   * @param network scores of the model's standardised rows
   */
  public ChainSampler over(ScoreFunction network) {
    return plan.sampler(clip.over(network), prior);
  }

  /**
   * Returns the score of stored rows whose known cells are given, as the sampler's method needs it.
   *
   * @param stored row-major [count, stored width]; NaN where a cell is not given
   * @param random draws numbers within their intervals, and the noise of given cells
   */
  GivenCells given(
      MixedScoreNetwork network, float[] stored, int count, UniformRandomProvider random) {
    GivenCells given = GivenCells.of(network, stored, count, random);
    return plan.method().noisesGivenCells() ? given.noised(Streams.fillingNormals(random)) : given;
  }

  /**
   * Returns chains that begin at noise of the greatest level, for steps that no sampler takes.
   *
   * @param network scores of the model's standardised rows
   */
  Chains begin(ScoreFunction network, Normals normals, int count) {
    return new Chains(
        clip.over(network), (sigma, rows) -> {}, normals, count, prior, plan.levels().largest());
  }
}
