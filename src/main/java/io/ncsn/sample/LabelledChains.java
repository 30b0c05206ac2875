package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** Chains of images that are given their labels, to be looked at on their way. */
public final class LabelledChains {
  private LabelledChains() {}

  /** Returns whether the model draws images given a label. */
  public static boolean has(ModelDescription model) {
    return model.network() instanceof MixedSpec mixed && mixed.drawsLabels();
  }

  /**
   * Draws an image of each label, by the sampler of the model's samples.
   *
   * @param labels codes of labels
   * @param observer sees channels, [labels, channels]
   */
  public static void watch(
      ModelDescription model,
      MixedScoreNetwork network,
      SampleSettings settings,
      int[] labels,
      ChainSampler.Observer observer) {
    ChannelLayout layout = model.network().layout();
    int width = layout.storedWidth();
    float[] stored = new float[labels.length * width];
    Arrays.fill(stored, Float.NaN);
    for (int group = 0; group < layout.columns(); group++) {
      if (layout.groups().get(group) instanceof Codes) {
        for (int i = 0; i < labels.length; i++) {
          stored[i * width + layout.storedOffset(group)] = labels[i];
        }
      }
    }
    ModelChains chains = ModelChains.of(model, settings);
    UniformRandomProvider random = Streams.of(settings.seed(), Purpose.EVALUATION);
    chains
        .over(chains.given(network, stored, labels.length, random).guided(settings.guidance()))
        .sample(random, labels.length, observer);
  }
}
