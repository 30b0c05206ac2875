package io.ncsn.data.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.distance.MaximumDistance.Budget;
import io.ncsn.data.shard.EvenSplit;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.network.RowProducts;
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

/** Against all pairs, with products that err as far as they may unless said otherwise. */
class MaximumDistanceTest {
  private static final long SEED = 4711;
  private static final Budget MANY_BLOCKS = new Budget(1e18, 1e18, 1, 1);

  @TempDir Path work;

  /** What rows may be like. */
  enum Rows {
    /** Off the origin, as with {@code data.scale = none}. */
    NORMAL,
    /** Few values: many rows are equal, many pairs equally far apart. */
    DISCRETE,
    /**
     * Pairs of opposite points of a sphere, their distances apart by a few units of the last place.
     */
    ANTIPODAL,
    /** As these, where floats are a sixteenth apart. */
    FAR_AWAY,
    /** As these, with squares beyond float. */
    HUGE,
    /** As these, with squares that are nothing in float. */
    TINY;

    float[] table(Random random, int rows, int dimension) {
      float[] values = new float[rows * dimension];
      for (int i = 0; i < values.length; i++) {
        double normal = random.nextGaussian();
        values[i] =
            (float)
                switch (this) {
                  case NORMAL -> normal + 3;
                  case DISCRETE -> Math.rint(normal / 2);
                  case FAR_AWAY, ANTIPODAL, HUGE, TINY -> normal;
                };
      }
      switch (this) {
        case FAR_AWAY -> {
          oppose(random, values, dimension, 100);
          for (int i = 0; i < values.length; i++) {
            values[i] += 1e6f;
          }
        }
        case ANTIPODAL -> oppose(random, values, dimension, 1);
        case HUGE -> oppose(random, values, dimension, 0x1p100f);
        case TINY -> oppose(random, values, dimension, 0x1p-100f);
        default -> {}
      }
      return values;
    }

    /** The rows farthest out point another way, so that the first look at them finds nothing. */
    private static void oppose(Random random, float[] values, int dimension, float radius) {
      for (int start = 0; start < values.length; start += dimension) {
        values[start] = 0;
        double norm = 0;
        for (int c = 0; c < dimension; c++) {
          norm = Math.hypot(norm, values[start + c]);
        }
        boolean opposite = start / dimension % 2 == 1;
        for (int c = 0; c < dimension; c++) {
          float jitter = 1 + random.nextInt(5) * 0x1p-23f;
          values[start + c] =
              opposite
                  ? -values[start + c - dimension] * jitter
                  : (float) (values[start + c] / norm) * radius;
        }
      }
      for (int start = 0; start < 20 * dimension; start += dimension) {
        Arrays.fill(values, start, start + dimension, 0);
        values[start] = 1.1f * radius;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL, 1300, 3",
    "NORMAL, 700, 1",
    "NORMAL, 2, 3",
    "NORMAL, 600, 40",
    "DISCRETE, 1300, 2",
    "DISCRETE, 900, 5",
    "DISCRETE, 600, 1",
    "FAR_AWAY, 700, 2",
    "FAR_AWAY, 1100, 10",
    "FAR_AWAY, 600, 39",
    "ANTIPODAL, 1200, 2",
    "ANTIPODAL, 1200, 7",
    "ANTIPODAL, 1200, 20",
    "ANTIPODAL, 700, 40",
    "HUGE, 600, 9",
    "TINY, 600, 9"
  })
  void equalsTheGreatestOfAllPairs(Rows kind, int rows, int dimension) {
    for (long seed = SEED; seed < SEED + 3; seed++) {
      float[] values = kind.table(new Random(seed), rows, dimension);
      MaximumDistance found =
          MaximumDistance.of(table(values, dimension, 2), new RoughProducts(), MANY_BLOCKS);
      assertThat(found.exact()).isTrue();
      assertThat(found.value())
          .as("seed " + seed)
          .isEqualTo(bruteForce(values, dimension))
          .isEqualTo(found.upperBound());
    }
  }

  @Test
  void givesTheSameBitsForAnyCutting() {
    float[] values = Rows.ANTIPODAL.table(new Random(SEED), 500, 20);
    double greatest = bruteForce(values, 20);
    for (int shards : List.of(1, 2, 7, 11)) {
      for (Budget budget : List.of(Budget.USUAL, MANY_BLOCKS, new Budget(1e18, 1e18, 1e6, 1e5))) {
        assertThat(
                MaximumDistance.of(table(values, 20, shards), new RoughProducts(), budget).value())
            .as("seed %d, %d shards, %s", SEED, shards, budget)
            .isEqualTo(greatest);
      }
    }
  }

  @Test
  void isZeroWhereAllRowsAreAlike() {
    float[] values = new float[60];
    Arrays.fill(values, 0.1f);
    MaximumDistance found = MaximumDistance.of(table(values, 3, 2), new RoughProducts());
    assertThat(found.exact()).isTrue();
    assertThat(found.value()).isZero();
  }

  @Test
  void boundsTheDistanceWhenItIsTooMuchWork() {
    float[] values = Rows.NORMAL.table(new Random(SEED), 600, 8);
    double distance = bruteForce(values, 8);
    for (Budget budget :
        List.of(new Budget(10, 1e18, 1e10, 1e6), new Budget(1e18, 10, 1e10, 1e6))) {
      MaximumDistance found = MaximumDistance.of(table(values, 8, 4), new RoughProducts(), budget);
      assertThat(found.exact()).isFalse();
      assertThat(found.value()).as("seed " + SEED).isBetween(distance / 2, distance);
      assertThat(found.upperBound()).isBetween(distance, 2 * found.value() * (1 + 1e-12));
    }
  }

  @Test
  void measuresTheDigitsByMatrixProducts() {
    PreparedTable digits =
        TablePreparer.prepare(
            LocalSpark.session(),
            TestSettings.of("dataset:digits").scale(Scale.GLOBAL).build(),
            2,
            work.toString());
    float[] values = new float[(int) digits.rows() * 64];
    int start = 0;
    for (Shard shard : digits.train().collect()) {
      System.arraycopy(shard.floats(), 0, values, start, shard.floats().length);
      start += shard.floats().length;
    }
    double greatest = bruteForce(values, 64);
    for (Budget budget : List.of(Budget.USUAL, MANY_BLOCKS)) {
      MaximumDistance found = MaximumDistance.of(digits, new RowProducts(), budget);
      assertThat(found.exact()).isTrue();
      assertThat(found.value()).isEqualTo(greatest);
    }
  }

  private static double bruteForce(float[] values, int dimension) {
    double greatest = 0;
    for (int i = 0; i < values.length; i += dimension) {
      for (int j = 0; j < i; j += dimension) {
        double sum = 0;
        for (int c = 0; c < dimension; c++) {
          double difference = (double) values[i + c] - values[j + c];
          sum += difference * difference;
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
    return new PreparedTable(schema, null, rows, 0, null, rdd, null, "", null, null);
  }
}
