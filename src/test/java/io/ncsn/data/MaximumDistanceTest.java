package io.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaximumDistanceTest {
  private static final long SEED = 4711;

  @TempDir Path work;

  @ParameterizedTest
  @CsvSource({"700, 1", "700, 2", "700, 30", "257, 5", "2, 3"})
  void equalsTheGreatestOfAllPairs(int rows, int dimension) {
    float[] values = normals(rows, dimension);
    MaximumDistance found = MaximumDistance.of(table(values, dimension, 3));
    assertThat(found.exact()).isTrue();
    assertThat(found.value())
        .as("seed " + SEED)
        .isEqualTo(bruteForce(values, dimension))
        .isEqualTo(found.upperBound());
  }

  @Test
  void givesTheSameBitsForAnyCutting() {
    float[] values = normals(500, 20);
    assertThat(List.of(1, 2, 7, 11))
        .extracting(shards -> MaximumDistance.of(table(values, 20, shards)).value())
        .containsOnly(bruteForce(values, 20));
  }

  @Test
  void boundsTheDistanceWhenItIsTooMuchWork() {
    float[] values = normals(600, 8);
    double distance = bruteForce(values, 8);
    for (MaximumDistance found :
        List.of(
            MaximumDistance.of(table(values, 8, 4), 10, Long.MAX_VALUE),
            MaximumDistance.of(table(values, 8, 4), Long.MAX_VALUE, 10))) {
      assertThat(found.exact()).isFalse();
      assertThat(found.value()).as("seed " + SEED).isBetween(distance / 2, distance);
      assertThat(found.upperBound()).isBetween(distance, 2 * found.value() * (1 + 1e-12));
    }
  }

  @Test
  void measuresTheDigits() {
    PreparedTable digits =
        TablePreparer.prepare(
            LocalSpark.session(),
            TestSettings.of("dataset:digits").scale(Scale.GLOBAL).build(),
            2,
            work.toString());
    float[] values = new float[(int) digits.rows() * 64];
    int start = 0;
    for (Shard shard : digits.train().collect()) {
      System.arraycopy(shard.values(), 0, values, start, shard.values().length);
      start += shard.values().length;
    }
    MaximumDistance found = MaximumDistance.of(digits);
    assertThat(found.exact()).isTrue();
    assertThat(found.value()).isEqualTo(bruteForce(values, 64));
  }

  private static float[] normals(int rows, int dimension) {
    Random random = new Random(SEED);
    float[] values = new float[rows * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + 3; // off the origin, as with data.scale = none
    }
    return values;
  }

  private static double bruteForce(float[] values, int dimension) {
    double greatest = 0;
    for (int i = 0; i < values.length; i += dimension) {
      for (int j = 0; j < i; j += dimension) {
        double sum = 0;
        for (int c = 0; c < dimension; c++) {
          sum += Math.pow((double) values[i + c] - values[j + c], 2);
        }
        greatest = Math.max(greatest, sum);
      }
    }
    return Math.sqrt(greatest);
  }

  private static PreparedTable table(float[] values, int dimension, int parts) {
    EvenSplit split = new EvenSplit(values.length / dimension, parts);
    List<Shard> shards =
        IntStream.range(0, parts)
            .mapToObj(
                part ->
                    new Shard(
                        part,
                        (int) split.size(part),
                        dimension,
                        Arrays.copyOfRange(
                            values,
                            (int) split.first(part) * dimension,
                            (int) split.first(part + 1) * dimension)))
            .toList();
    JavaRDD<Shard> rdd =
        JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext())
            .parallelize(shards, parts);
    List<TableSchema.Column> columns =
        IntStream.range(0, dimension)
            .mapToObj(c -> new TableSchema.Column("c" + c, "float"))
            .toList();
    TableSchema schema = new TableSchema(TableSchema.Layout.COLUMNS, "", columns);
    int rows = values.length / dimension;
    return new PreparedTable(schema, null, rows, 0, null, rdd, null, "", null);
  }
}
