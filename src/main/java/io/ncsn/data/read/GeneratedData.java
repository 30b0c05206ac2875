package io.ncsn.data.read;

import java.io.Serializable;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** A distribution that rows are drawn from. */
interface GeneratedData extends Serializable {
  /** Names of the columns. */
  List<String> columns();

  /** The random stream of a block of rows: of seed, data set and block alone. */
  UniformRandomProvider stream(long seed, long block);

  /** Draws one row into {@code point} [columns]. */
  void draw(
      UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal, double[] point);
}
