package io.ncsn.noise;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Makes random streams from keys. A stream depends only on its key: the seed, the purpose and up to
 * three numbers, such as round and replica, or block. It never depends on a thread, a task attempt
 * or a clock. Results are therefore equal on any cluster.
 *
 * <p>The generator is XoRoShiRo128++ (Blackman and Vigna 2021). The mixing function of SplitMix64
 * over the key seeds it.
 */
public final class Streams {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Streams() {}

  /** Returns the stream for {@code (seed, purpose, key...)}. Equal keys give equal streams. */
  public static UniformRandomProvider of(long seed, Purpose purpose, long... key) {
    long state = hash(seed, purpose, key);
    long[] words = {mix(state + GOLDEN_GAMMA), mix(state + (GOLDEN_GAMMA << 1))};
    return RandomSource.XO_RO_SHI_RO_128_PP.create(words);
  }

  /** Returns a 64-bit hash of the key, from which seeds and orders can be derived. */
  public static long hash(long seed, Purpose purpose, long... key) {
    long state = mix(mix(seed + GOLDEN_GAMMA) ^ purpose.code());
    for (long word : key) {
      state = mix((state + GOLDEN_GAMMA) ^ mix(word + GOLDEN_GAMMA));
    }
    return mix(state + key.length);
  }

  /** Returns a sampler of standard normals (modified ziggurat, McFarland 2016). */
  public static ZigguratSampler.NormalizedGaussian normals(UniformRandomProvider random) {
    return ZigguratSampler.NormalizedGaussian.of(random);
  }

  /** Returns a stream of standard normals that fills arrays from {@code random}. */
  public static Normals fillingNormals(UniformRandomProvider random) {
    return (target, length) -> fillNormal(random, target, length);
  }

  /** Fills {@code target[0, length)} with standard normals. */
  public static void fillNormal(UniformRandomProvider random, float[] target, int length) {
    ZigguratSampler.NormalizedGaussian normal = normals(random);
    for (int i = 0; i < length; i++) {
      target[i] = (float) normal.sample();
    }
  }

  /** Returns a uniform permutation of {@code 0 … size − 1} (Fisher–Yates). */
  public static int[] permutation(UniformRandomProvider random, int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The finaliser of SplitMix64 (Stafford's variant 13). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
