package io.ncsn.noise;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Random streams by key. A stream is a function of its key alone (seed, purpose and up to three
 * numbers such as round and replica, or block), never of a thread, a task attempt or a clock: that
 * is what makes results equal on any cluster.
 *
 * <p>Generator: XoRoShiRo128++ (Blackman and Vigna 2021), seeded by SplitMix64's mixing function
 * over the key.
 */
public final class Streams {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Streams() {}

  /** The stream of {@code (seed, purpose, key...)}; equal keys give equal streams. */
  public static UniformRandomProvider of(long seed, Purpose purpose, long... key) {
    long state = hash(seed, purpose, key);
    long[] words = {mix(state + GOLDEN_GAMMA), mix(state + (GOLDEN_GAMMA << 1))};
    return RandomSource.XO_RO_SHI_RO_128_PP.create(words);
  }

  /** A 64-bit hash of the key, for deriving seeds and orders. */
  public static long hash(long seed, Purpose purpose, long... key) {
    long state = mix(mix(seed + GOLDEN_GAMMA) ^ purpose.code());
    for (long word : key) {
      state = mix((state + GOLDEN_GAMMA) ^ mix(word + GOLDEN_GAMMA));
    }
    return mix(state + key.length);
  }

  /** Standard normals from {@code random} (modified ziggurat, McFarland 2016). */
  public static ZigguratSampler.NormalizedGaussian normals(UniformRandomProvider random) {
    return ZigguratSampler.NormalizedGaussian.of(random);
  }

  /** Standard normals from {@code random}, many at a time. */
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

  /** A uniform permutation of {@code 0 … size − 1} (Fisher–Yates). */
  public static int[] permutation(UniformRandomProvider random, int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** SplitMix64's finaliser (Stafford's variant 13). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
