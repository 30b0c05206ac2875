package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * {@code dataset:normal-D}: the normal distribution of D columns with variance 1 and covariance
 * 2^−|i−j|, to see what the number of columns costs.
 *
 * @param dimension D
 */
public record NormalData(int dimension) implements GeneratedData {
  private static final Pattern NAME = Pattern.compile("normal-([1-9]\\d{0,3})");
  private static final double CORRELATION = 0.5;

  /** What no {@link ToyData} has. */
  private static final int CODE = 100;

  /** The data set that {@code input} ({@code dataset:normal-D}) names, if it does. */
  public static Optional<NormalData> of(String input) {
    return DataSettings.isBuiltIn(input)
        ? named(DataSettings.builtInName(input)).map(data -> (NormalData) data)
        : Optional.empty();
  }

  static Optional<GeneratedData> named(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new NormalData(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  @Override
  public List<String> columns() {
    return IntStream.rangeClosed(1, dimension).mapToObj(i -> "x" + i).toList();
  }

  /** [dimension][dimension]. */
  public double[][] covariance() {
    double[][] covariance = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        covariance[i][j] = Math.pow(CORRELATION, Math.abs(i - j));
      }
    }
    return covariance;
  }

  @Override
  public UniformRandomProvider stream(long seed, long block) {
    return Streams.of(seed, Purpose.DATASET, CODE + dimension, block);
  }

  /** Each value goes on from the one before: an autoregressive process of order 1. */
  @Override
  public void draw(
      UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal, double[] point) {
    point[0] = normal.sample();
    double fresh = Math.sqrt(1 - CORRELATION * CORRELATION);
    for (int i = 1; i < dimension; i++) {
      point[i] = CORRELATION * point[i - 1] + fresh * normal.sample();
    }
  }
}
