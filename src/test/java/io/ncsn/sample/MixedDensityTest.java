package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** The bound of an untouched network, whose columns are independent and so known in closed form. */
class MixedDensityTest {
  private static final double SMALLEST = 0.05;
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 80, SMALLEST, 2);
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(
          List.of(
              new Codes(new double[] {0.2, 0.5, 0.3}),
              new Spread(2, 0),
              new Codes(new double[] {0.9, 0.1}),
              new Plain(1)));

  private static double[][] estimates(int probes, float... stored) {
    MixedSpec spec = new MixedSpec(LAYOUT, List.of(5), false, true);
    float[] parameters = spec.initialParameters(3);
    UniformRandomProvider[] streams =
        new UniformRandomProvider[stored.length / LAYOUT.storedWidth()];
    Arrays.setAll(streams, row -> Streams.of(53, Purpose.LIKELIHOOD, row));
    try (MixedScoreNetwork network =
        new MixedScoreNetwork(spec, parameters, KernelPlan.here(KernelChoice.AUTO))) {
      return new MixedDensity(network, SCHEDULE, 1e-4, probes).estimates(stored, streams);
    }
  }

  private static double[] bounds(float... stored) {
    return Arrays.stream(estimates(0, stored)).mapToDouble(found -> found[0]).toArray();
  }

  /** Log-density of N(0, 1 + σ_L²). */
  private static double normal(double x) {
    double total = 1 + SMALLEST * SMALLEST;
    return -(x * x / total + Math.log(2 * Math.PI * total)) / 2;
  }

  @Test
  void independentColumnsHaveTheProductOfTheirProbabilities() {
    float level = 0.8f; // u of the spread number, at z = 0.8416
    double z = 0.8416212;
    double[] found = bounds(0, level, level, 0, 1.5f, 1, level, level, 1, -0.3f, 2, 0, 1, 1, 0);
    double ofNumber = normal(z) + (z * z + Math.log(2 * Math.PI)) / 2;
    assertThat(found[0])
        .isCloseTo(Math.log(0.2) + Math.log(0.9) + ofNumber + normal(1.5), within(0.02));
    assertThat(found[1])
        .as("the number does not apply")
        .isCloseTo(Math.log(0.5) + Math.log(0.1) + normal(-0.3), within(0.02));
    assertThat(found[2]).isCloseTo(Math.log(0.3) + Math.log(0.1) + normal(0), within(0.02));
  }

  @Test
  void estimatedTracesGiveTheSameUpToTheirError() {
    float[] row = {1, 0.5f, 0.5f, 0, 0.2f};
    double[] estimated = estimates(61, row)[0];
    double mean = StatUtils.mean(estimated);
    double error = Math.sqrt(StatUtils.variance(estimated) / estimated.length);
    assertThat(mean).isCloseTo(bounds(row)[0], within(4 * error));
    assertThat(error).isLessThan(0.1);
  }

  @Test
  void rowsWithUnknownCellsHaveNoDensity() {
    float nan = Float.NaN;
    double[] found = bounds(nan, 0.5f, 0.5f, 0, 0, 1, nan, nan, 0, 0, 1, 0, 1, 1, nan);
    assertThat(found).containsOnly(Double.NaN);
  }
}
