package io.ncsn.sample;

import io.ncsn.noise.Normals;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian;

/**
 * Initial noise on the way from one seed's to another's: sample i of n begins at cos(πt/2)·z₁ +
 * sin(πt/2)·z₂, t = i/(n − 1), where z₁ and z₂ are what the first sample of each seed begins at.
 * Every such point is itself N(0, I), so each sample on the way is as likely as the ends. In many
 * dimensions, where z₁ and z₂ are all but orthogonal, it is the spherical interpolation of Song et
 * al. 2021 (DDIM, appendix D.5).
 *
 * @param count n, at least 2
 */
record Interpolation(long firstSeed, long secondSeed, long count) implements Serializable {
  /** t of sample {@code sample}; 1 from the last one on. */
  double at(long sample) {
    return Math.min(1, sample / (count - 1.0));
  }

  /** Standard normals for the rows from {@code sample} on, row by row. */
  Normals normals(long sample, int dimension) {
    double[] first = noise(firstSeed, dimension);
    double[] second = noise(secondSeed, dimension);
    long[] drawn = {0};
    return (target, length) -> {
      for (int i = 0; i < length; i++) {
        double angle = at(sample + drawn[0] / dimension) * Math.PI / 2;
        int column = (int) (drawn[0]++ % dimension);
        target[i] = (float) (Math.cos(angle) * first[column] + Math.sin(angle) * second[column]);
      }
    };
  }

  private static double[] noise(long seed, int dimension) {
    NormalizedGaussian normal = Streams.normals(Streams.of(seed, Purpose.SAMPLING, 0));
    double[] noise = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      noise[j] = normal.sample();
    }
    return noise;
  }
}
