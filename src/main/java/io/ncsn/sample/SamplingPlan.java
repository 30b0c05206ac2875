package io.ncsn.sample;

import io.ncsn.config.ConfigException;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to sample a model: a method with every {@code auto} settled.
 *
 * @param levels the model's noise levels
 */
public record SamplingPlan(SamplingMethod method, NoiseSchedule levels) implements Serializable {
  /**
   * Settles what {@code method} leaves open for a model of noise levels {@code levels}.
   *
   * @throws ConfigException where a setting does not fit the levels
   */
  public static SamplingPlan resolve(SamplingMethod method, NoiseSchedule levels) {
    if (levels.size() == 1 && method.needsLevels()) {
      throw new ConfigException(
          "Cannot sample with sample.sampler %s: the model knows the score at one noise level, %s, and no way there from noise; set sample.sampler = langevin"
              .formatted(method.word(), levels.smallest()));
    }
    SamplingMethod settled = method.settled(levels);
    settled
        .mistake(levels.smallest())
        .ifPresent(
            mistake -> {
              throw new ConfigException(mistake);
            });
    return new SamplingPlan(settled, levels);
  }

  /**
   * Returns the sampler of rows whose scores {@code network} gives. {@link ModelChains} knows a
   * model's prior and calls this.
   */
  ChainSampler sampler(ScoreFunction network, Prior prior) {
    return new ChainSampler() {
      @Override
      public float[] sample(Normals normals, int count, Observer observer) {
        double start = method.start(levels);
        return method.run(new Chains(network, observer, normals, count, prior, start), levels);
      }

      @Override
      public long evaluations() {
        return method.evaluations(levels);
      }
    };
  }

  /** Returns the network evaluations per row. */
  public long evaluations() {
    return method.evaluations(levels);
  }

  /** Returns the settings that {@code given} left open, by key. */
  public SortedMap<String, String> resolved(SamplingMethod given) {
    SortedMap<String, String> values = new TreeMap<>(method.settings());
    values.entrySet().removeAll(given.settings().entrySet());
    return values;
  }

  /** Returns all settings that the samples depend on, by key. */
  SortedMap<String, String> settings() {
    SortedMap<String, String> values = new TreeMap<>(method.settings());
    values.put(SamplingMethod.KEY, method.word());
    return values;
  }
}
