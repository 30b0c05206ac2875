package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.data.shard.FloatRows;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are kept as bytes train the parameters that floats train, bit for bit. */
class BytesTrainingTest {
  private static final String ROUNDS = "train.max-rounds=2";
  private static final String MINIBATCHES = "train.averaging-frequency=9";

  @TempDir Path folder;

  @Test
  void withLabels() {
    assertSameParameters(LabelledStripes.settings(table(), ROUNDS, MINIBATCHES));
  }

  @Test
  void withoutLabelsAndMirrored() {
    assertSameParameters(
        ShortTraining.settings(
            table(),
            "data.image.width=" + LabelledStripes.WIDTH,
            "data.image.height=" + LabelledStripes.HEIGHT,
            "data.image.flip=true",
            "data.exclude=[label]",
            "network.hidden=[17]",
            "train.max-seconds=none",
            "train.replicas=2",
            ROUNDS,
            MINIBATCHES));
  }

  private String table() {
    String table = folder.resolve("table").toString();
    LabelledStripes.table(503, 3).drop("id").write().parquet(table);
    return "data.input=" + table;
  }

  private void assertSameParameters(EffectiveSettings settings) {
    Training training = Training.of(settings);
    PreparedTable bytes = training.prepare(LocalSpark.session(), folder.resolve("work").toString());
    assertThat(bytes.train().first().stored()).isNotInstanceOf(FloatRows.class);
    PreparedTable floats = withFloats(bytes);
    assertThat(floats.train().first().stored()).isInstanceOf(FloatRows.class);

    Checkpoint ofBytes = trained(training, bytes, "bytes");
    Checkpoint ofFloats = trained(training, floats, "floats");

    assertThat(ofBytes.vector(Checkpoint.PARAMETERS))
        .containsExactly(ofFloats.vector(Checkpoint.PARAMETERS));
    assertThat(ofBytes.state().bestHoldoutLoss())
        .isFinite()
        .isEqualTo(ofFloats.state().bestHoldoutLoss());
  }

  private Checkpoint trained(Training training, PreparedTable table, String model) {
    return training
        .on(LocalSpark.session(), table, folder.resolve(model).toString())
        .outcome()
        .checkpoint();
  }

  private static PreparedTable withFloats(PreparedTable table) {
    return new PreparedTable(
        table.schema(),
        table.scaler(),
        table.plan(),
        table.rows(),
        table.holdoutRows(),
        table.shardRows(),
        floats(table.train()),
        floats(table.holdout()),
        table.fingerprint(),
        table.badRows(),
        table.read(),
        table.weights());
  }

  private static JavaRDD<Shard> floats(JavaRDD<Shard> shards) {
    return shards.map(
        shard -> new Shard(shard.id(), shard.rows(), shard.dimension(), shard.floats()));
  }
}
