package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaneViewTest {
  /**
   * Metres and grams: x from 0 to 2, y from 0 to 8000, of which only y is wide when standardised.
   */
  private static final Scaler SCALER = new Scaler(new double[] {1, 4000}, new double[] {1, 1000});

  private static Matrix points() {
    double[] values = new double[2 * 1001];
    for (int i = 0; i <= 1000; i++) {
      values[2 * i] = i / 500.0;
      values[2 * i + 1] = 8.0 * i;
    }
    return new Matrix(1001, 2, values);
  }

  @Test
  void aStandardDeviationIsAsLongOnEitherAxis() {
    double[] extent = PlaneView.around(points(), SCALER).extent();

    assertThat((extent[2] - extent[0]) / 1).isCloseTo((extent[3] - extent[1]) / 1000, within(1e-9));
    assertThat((extent[0] + extent[2]) / 2).isCloseTo(1, within(1e-9));
    assertThat(extent[3] - extent[1]).isBetween(8000 * 1.19, 8000 * 1.2);
  }

  @Test
  void aFarPointDoesNotShrinkTheRest() {
    double[] values = points().values().clone();
    values[1] = 1e9;

    assertThat(PlaneView.around(new Matrix(1001, 2, values), SCALER).half()).isLessThan(5);
  }

  @Test
  void cellsGoFromTheLeastXAndYOn() {
    PlaneView view = new PlaneView(SCALER, 0, 0, 2);

    float[] centres = view.centres(2);

    assertThat(centres).containsExactly(-1, -1, 1, -1, -1, 1, 1, 1);
    List<double[]> points = view.inDataUnits(centres);
    assertThat(points.get(1)).containsExactly(2, 3000);
  }

  @Test
  void pointsThatAreAllAlikeAreShownToo() {
    double[] same = {1, 2, 1, 2, 1, 2};

    assertThat(PlaneView.around(new Matrix(3, 2, same), SCALER).half()).isEqualTo(1);
  }
}
