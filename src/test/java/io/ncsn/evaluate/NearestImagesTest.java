package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class NearestImagesTest {
  @Test
  void theNearestSampleComesFirstWithItsNearestTrainingImages() {
    Matrix training = new Matrix(4, 2, new double[] {0, 0, 10, 0, 0, 10, 20, 20});
    Matrix samples = new Matrix(3, 2, new double[] {13, 4, 0, 10, 1, 0});
    List<NearestImages> found =
        NearestImages.of(
            JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext()),
            samples,
            training,
            2,
            3);
    assertThat(found).extracting(NearestImages::sample).containsExactly(1, 2);
    assertThat(found).extracting(NearestImages::distance).containsExactly(0.0, 1.0);
    assertThat(found.get(0).training()).containsExactly(2, 0, 1);
    assertThat(found.get(1).training()).containsExactly(0, 1, 2);
  }
}
