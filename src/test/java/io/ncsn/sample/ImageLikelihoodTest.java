package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.Scaler;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Densities of images of 5 by 3 pixels without labels. Under an untouched network pixels are
 * normal, of mean 100 and deviation 40, and independent.
 */
class ImageLikelihoodTest {
  private static final double MEAN = 100;
  private static final double SCALE = 40;
  private static final int PIXELS = 15;
  private static final double LEAST = 0.01;
  private static final NetworkSpec SPEC = ImageModels.withoutLabels();

  /** The exact trace, and probes; each row in its own steps, and all in the same ten. */
  @ParameterizedTest
  @CsvSource({"0, 0", "3, 0", "3, 10"})
  void logDensitiesAreThoseOfNormalPixels(int probes, int steps) {
    List<Object[]> found =
        densities(new LikelihoodPlan(false, steps, 1e-5, probes, 0, LEAST, 7), image(17), image(5));
    assertThat((Double) found.get(0)[0]).isCloseTo(logNormal(image(17)), within(0.02));
    assertThat((Double) found.get(1)[0]).isCloseTo(logNormal(image(5)), within(0.02));
    assertThat(found.get(0)).hasSize(probes > 0 ? 3 : 1);
    if (probes > 0) { // a multiple of the identity has the same form along every ±1 vector
      assertThat((Double) found.get(0)[1]).isCloseTo(0, within(1e-3));
      assertThat(found.get(0)[2]).isEqualTo(probes);
    }
  }

  /** Within half a level, the density of a pixel changes by a hundredth. */
  @ParameterizedTest
  @CsvSource({"0", "3"})
  void bitsPerDimensionAreThoseOfNormalPixels(int probes) {
    Object[] found =
        densities(new LikelihoodPlan(false, 0, 1e-5, probes, 256, LEAST, 7), image(17)).get(0);
    double density = (Double) found[0];
    double bits = (Double) found[found.length - 1];
    assertThat(bits).isEqualTo(-density / (PIXELS * Math.log(2)));
    assertThat(bits).isCloseTo(-logNormal(image(17)) / (PIXELS * Math.log(2)), within(0.02));
  }

  /** By a network whose ∇ₓs is no multiple of the identity. */
  @Test
  void probesEstimateTheDensityOfTheExactTraceWithinTheirError() {
    int rows = 5;
    int probes = 64;
    float[] units = new float[rows * PIXELS];
    Streams.fillNormal(Streams.of(5, Purpose.DATASET), units, units.length);
    UniformRandomProvider[] streams = new UniformRandomProvider[rows];
    Arrays.setAll(streams, i -> Streams.of(6, Purpose.LIKELIHOOD, i));
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 5, 0.3, 2);
    try (TrainedNetwork network = network(ImageModels.moved(SPEC))) {
      ProbabilityFlow flow = new ProbabilityFlow(network, levels, Prior.standard(PIXELS), 1e-4);
      double[][] exact = flow.logDensities(units, rows, Traces.exact(rows, PIXELS));
      double[][] estimated =
          flow.logDensities(units, rows, Traces.hutchinson(streams, PIXELS, probes));
      for (int row = 0; row < rows; row++) {
        SummaryStatistics estimates = new SummaryStatistics();
        Arrays.stream(estimated[row]).forEach(estimates::addValue);
        double error = estimates.getStandardDeviation() / Math.sqrt(probes);
        assertThat(error).isGreaterThan(1e-3);
        assertThat(estimates.getMean())
            .as("row %d", row)
            .isCloseTo(exact[row][0], within(4.5 * error));
      }
    }
  }

  /** Returns the log-density of noised normal pixels, one of grey levels. */
  private static double logNormal(double[] image) {
    double variance = 1 + LEAST * LEAST;
    double sum = 0;
    for (double pixel : image) {
      double z = (pixel - MEAN) / SCALE;
      sum -= z * z / variance / 2 + Math.log(2 * Math.PI * variance) / 2 + Math.log(SCALE);
    }
    return sum;
  }

  private static double[] image(int slope) {
    double[] image = new double[PIXELS];
    Arrays.setAll(image, i -> slope * i);
    return image;
  }

  private static List<Object[]> densities(LikelihoodPlan plan, double[]... images) {
    double[] numbers = Arrays.stream(images).flatMapToDouble(Arrays::stream).toArray();
    double[] mean = new double[PIXELS];
    double[] scale = new double[PIXELS];
    Arrays.fill(mean, MEAN);
    Arrays.fill(scale, SCALE);
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 50, LEAST, 20);
    try (TrainedNetwork network = network(SPEC.initialParameters(3))) {
      return new BlockLikelihood(levels, Prior.standard(PIXELS), new Scaler(mean, scale), plan)
          .of(new RowBlock(0, new Object[images.length][0], numbers), network);
    }
  }

  private static TrainedNetwork network(float[] parameters) {
    return SPEC.trained(parameters, KernelPlan.here(KernelChoice.LIBTORCH), Precision.FLOAT32);
  }
}
