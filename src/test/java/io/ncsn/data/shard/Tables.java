package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables for tests, and what was prepared from them in a form to compare. */
public final class Tables {
  static final long SEED = 99;

  private Tables() {}

  /** Rows of (x normal, y log-normal, n an integer of 0 to 9), every tenth row twice. */
  public static List<Row> rows(int count) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean twin = i % 10 == 9;
      rows.add(
          twin
              ? rows.get(i - 1)
              : RowFactory.create(
                  random.nextGaussian(), Math.exp(3 * random.nextGaussian()), random.nextInt(10)));
    }
    return rows;
  }

  public static Dataset<Row> frame(List<Row> rows) {
    StructType schema =
        new StructType()
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("n", DataTypes.IntegerType);
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  public static PreparedTable prepare(DataSettings settings, Path work) {
    return TablePreparer.prepare(LocalSpark.session(), settings, 2, work.toString());
  }

  /** Everything of a prepared table that training sees, bit for bit. */
  public static List<Object> bits(PreparedTable table) {
    List<Object> bits = new ArrayList<>();
    bits.add(table.fingerprint());
    bits.add(Arrays.hashCode(table.scaler().mean()));
    bits.add(Arrays.hashCode(table.scaler().scale()));
    for (List<Shard> side : List.of(table.train().collect(), table.holdout().collect())) {
      for (Shard shard : side) {
        bits.add(List.of(shard.id(), shard.rows(), Arrays.hashCode(shard.floats())));
      }
    }
    return bits;
  }

  /** A table's values in data units, one list a row. */
  public static List<List<Double>> values(PreparedTable table, List<Shard> shards) {
    List<List<Double>> rows = new ArrayList<>();
    for (Shard shard : shards) {
      for (int row = 0; row < shard.rows(); row++) {
        List<Double> values = new ArrayList<>();
        for (int c = 0; c < shard.dimension(); c++) {
          values.add(table.scaler().fromUnit(c, shard.floats()[row * shard.dimension() + c]));
        }
        rows.add(values);
      }
    }
    return rows;
  }
}
