package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.Matrix;
import io.ncsn.noise.EnergyFunction;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import org.junit.jupiter.api.Test;

class GridDensityTest {
  private static final Scaler SCALER = new Scaler(new double[] {3, -1}, new double[] {2, 0.5});

  /** ½‖x‖² + 7 in standardised units: the constant must not matter. */
  private static final EnergyFunction NORMAL =
      (rows, count, sigma, energies) -> {
        for (int i = 0; i < count; i++) {
          energies[i] = 7 + (rows[2 * i] * rows[2 * i] + rows[2 * i + 1] * rows[2 * i + 1]) / 2.0;
        }
      };

  @Test
  void anEnergyBecomesTheDensityItIsProportionalTo() {
    double[] values = new double[2000];
    double mean = 0;
    var normal = Streams.normals(Streams.of(1, Purpose.DATASET));
    for (int i = 0; i < values.length; i += 2) {
      double x = normal.sample();
      double y = normal.sample();
      values[i] = SCALER.fromUnit(0, x);
      values[i + 1] = SCALER.fromUnit(1, y);
      // log N(x; 0, 1) + log N(y; 0, 1) − log 2 − log ½
      mean += (-(x * x + y * y) / 2 - Math.log(2 * Math.PI)) / 1000;
    }

    double found = GridDensity.logLikelihood(NORMAL, 0.01, SCALER, new Matrix(1000, 2, values));

    assertThat(found).isCloseTo(mean, within(1e-5));
  }
}
