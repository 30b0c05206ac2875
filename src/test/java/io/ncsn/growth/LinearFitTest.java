package io.ncsn.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearFitTest {
  /** 0.5 + 2x + 1e-6·y, x and y over orders of magnitude. */
  @Test
  void constantsOfASumAreFound() {
    LinearFit fit = LinearFit.of(points(0.5, 2, 1e-6));
    assertThat(fit.constants()[0]).isCloseTo(0.5, within(1e-9));
    assertThat(fit.constants()[1]).isCloseTo(2, within(1e-9));
    assertThat(fit.constants()[2]).isCloseTo(1e-6, within(1e-14));
    assertThat(fit.worst()).isLessThan(1e-9);
    assertThat(fit.at(1, 10, 1e6)).isCloseTo(21.5, within(1e-8));
  }

  /** A cost that falls with a term is measurement noise: no cost of ours does. */
  @Test
  void aTermThatWouldBeNegativeIsLeftOut() {
    LinearFit fit = LinearFit.of(points(3, 2, -1e-8));
    assertThat(fit.constants()[2]).isZero();
    assertThat(fit.constants()[1]).isCloseTo(2, within(0.05));
    assertThat(fit.worst()).isPositive();
  }

  private static List<LinearFit.Point> points(double a, double b, double c) {
    List<LinearFit.Point> points = new ArrayList<>();
    for (double x : new double[] {1, 30, 1000}) {
      for (double y : new double[] {1e3, 1e5, 1e7}) {
        points.add(new LinearFit.Point(new double[] {1, x, y}, a + b * x + c * y));
      }
    }
    return points;
  }
}
