package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.shard.BadRowReport;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.RowsByFile;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes artificial tables of clusters around normally distributed centres, and untrained models.
 */
final class MadeUp {
  /**
   * Standard deviation of rows around the centre of their cluster. The whole table has a variance
   * of about 1.
   */
  private static final double WITHIN = 0.5;

  private static final int CLUSTERS = 8;

  private MadeUp() {}

  /** Returns a geometric schedule from 10 to 0.01. */
  static NoiseSchedule levels(int count) {
    return NoiseSchedule.of(ScheduleKind.GEOMETRIC, 10, 0.01, count);
  }

  /** Makes a table of clusters in memory, with {@code shards} equal shards and no hold-out. */
  static PreparedTable table(JavaSparkContext spark, int rows, int dimension, int shards) {
    int each = rows / shards;
    List<Integer> ids = IntStream.range(0, shards).boxed().toList();
    JavaRDD<Shard> train =
        spark
            .parallelize(ids, shards)
            .map(id -> shard(id, each, dimension))
            .persist(StorageLevel.MEMORY_ONLY());
    train.count();
    return new PreparedTable(
        schema(dimension),
        new Scaler(new double[dimension], ones(dimension)),
        (long) each * shards,
        0,
        ids.stream().mapToInt(id -> each).toArray(),
        train,
        spark.parallelize(List.<Shard>of(), 1),
        "made up",
        new BadRowReport(Map.of(), List.of()),
        RowsByFile.NONE);
  }

  /** Makes the rows of a shard of such a table. */
  static Shard shard(int id, int rows, int dimension) {
    float[] centres = new float[CLUSTERS * dimension];
    Streams.fillNormal(Streams.of(0, Purpose.DATASET, 0), centres, centres.length);
    UniformRandomProvider random = Streams.of(0, Purpose.DATASET, 1, id);
    float[] values = new float[rows * dimension];
    Streams.fillNormal(random, values, values.length);
    float between = (float) Math.sqrt(1 - WITHIN * WITHIN);
    for (int i = 0; i < rows; i++) {
      int centre = random.nextInt(CLUSTERS) * dimension;
      for (int j = 0; j < dimension; j++) {
        int at = i * dimension + j;
        values[at] = between * centres[centre + j] + (float) WITHIN * values[at];
      }
    }
    return new Shard(id, rows, dimension, values);
  }

  static TableSchema schema(int dimension) {
    List<Column> columns =
        IntStream.rangeClosed(1, dimension).mapToObj(i -> new Column("x" + i, "float")).toList();
    return new TableSchema(Layout.COLUMNS, "", columns);
  }

  private static TableSchema imageSchema(int dimension) {
    List<Column> pixels =
        IntStream.range(0, dimension)
            .mapToObj(i -> new Column("image[%d]".formatted(i), "float"))
            .toList();
    return new TableSchema(Layout.ARRAY, "image", pixels);
  }

  static ModelDescription description(NetworkSpec spec, NoiseSchedule levels) {
    int dimension = spec.dimension();
    float[] far = new float[dimension];
    Arrays.fill(far, 3);
    float[] near = new float[dimension];
    Arrays.fill(near, -3);
    return new ModelDescription(
        spec,
        levels,
        spec.hasImages() ? imageSchema(dimension) : schema(dimension),
        new Scaler(new double[dimension], ones(dimension)),
        ColumnRanges.standard(near, far),
        Map.of());
  }

  /** Makes an untrained model, whose score is that of N(0, I). */
  static Checkpoint untrained(NetworkSpec spec, NoiseSchedule levels) {
    float[] parameters = ScoreModel.initialised(spec, 0).parameters();
    return new Checkpoint(
        description(spec, levels),
        TrainingState.initial("made up"),
        Map.of(
            Checkpoint.PARAMETERS, parameters,
            Checkpoint.EMA, parameters,
            Checkpoint.UPDATER, new float[2 * parameters.length]));
  }

  private static double[] ones(int length) {
    return Stream.generate(() -> 1.0).limit(length).mapToDouble(Double::doubleValue).toArray();
  }
}
