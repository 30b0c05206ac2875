package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.Streams;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

class NormalDataTest {
  @Test
  void rowsHaveTheCovarianceThatIsSaid() {
    NormalData data = NormalData.of("dataset:normal-4").orElseThrow();
    var random = data.stream(1, 0);
    var normal = Streams.normals(random);
    double[][] rows = new double[20_000][4];
    for (double[] row : rows) {
      data.draw(random, normal, row);
    }

    double[][] found = new Covariance(rows).getCovarianceMatrix().getData();

    assertThat(data.columns()).containsExactly("x1", "x2", "x3", "x4");
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        // Deviation of a sample covariance: at most √(2/20,000) = 0.01.
        assertThat(found[i][j]).isCloseTo(data.covariance()[i][j], within(0.05));
        assertThat(data.covariance()[i][j]).isEqualTo(1.0 / (1 << Math.abs(i - j)));
      }
    }
  }

  @Test
  void otherNamesAreOtherDataSets() {
    assertThat(NormalData.of("dataset:normal-0")).isEmpty();
    assertThat(NormalData.of("dataset:normal-")).isEmpty();
    assertThat(NormalData.of("normal-4")).isEmpty();
    assertThat(NormalData.of("dataset:mixture")).isEmpty();
  }
}
