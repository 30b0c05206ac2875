package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.settings.EffectiveSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirroring is a setting that the parameters depend on. */
class FlippedImagesTest {
  @TempDir Path folder;

  @Test
  void aTrainingGoesOnOnlyAsItWasBegun() {
    List<String> hashes =
        Stream.of(settings(), settings("data.image.flip=false"), settings("data.image.flip=true"))
            .map(settings -> TrainingPlan.resolve(settings, prepared(settings)).hash())
            .toList();
    assertThat(hashes.get(1)).isEqualTo(hashes.get(0));
    assertThat(hashes.get(2)).isNotEqualTo(hashes.get(0));
  }

  private PreparedTable prepared(EffectiveSettings settings) {
    return TablePreparer.prepare(
        table(),
        settings.settings().data(),
        settings.settings().train().replicas(),
        List.of(),
        folder.resolve("work").toString());
  }

  private static Dataset<Row> table() {
    return LabelledStripes.table(2003, 3).filter("label = 'left'").select("image");
  }

  private static EffectiveSettings settings(String... further) {
    return ShortTraining.settings(
        Stream.concat(
                Stream.of(
                    "data.image.width=5",
                    "data.image.height=3",
                    "network.hidden=[24]",
                    "train.max-seconds=none",
                    "train.max-rounds=4",
                    "train.averaging-frequency=150",
                    "train.replicas=2",
                    "train.batch-size=64",
                    "train.learning-rate=5e-3",
                    "train.warm-up=20"),
                Stream.of(further))
            .toArray(String[]::new));
  }
}
