package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.ScoreModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** dl4j-spark's {@code fit} runs the same rounds as the trainer. */
class ResidentAveragingMasterTest {
  /** Three replicas read 240 of these 282 rows in a round, so an epoch is two rounds. */
  private static final TrainSettings SETTINGS = TrainRuns.settings().rounds(2).build();

  @TempDir private Path folder;

  @Test
  void anEpochGivesTheTrainersParameters() {
    TrainingRun run = TrainRuns.run(SETTINGS, KernelChoice.LIBTORCH);
    ModelDirectory directory =
        ModelDirectory.at(folder.resolve("model").toString(), new Configuration());
    TrainingOutcome trained =
        new Trainer(TrainRuns.spark(), run, directory, new TrainingListener() {}).run();

    ScoreModel model = ScoreModel.initialised(TrainRuns.SPEC, SETTINGS.seed());
    fit(model, run, dataSets(run, 2));

    assertThat(model.parameters()).isEqualTo(trained.checkpoint().vector(Checkpoint.PARAMETERS));
    assertThat(model.updaterState()).isEqualTo(trained.checkpoint().vector(Checkpoint.UPDATER));
  }

  @Test
  void dataSetsOfOtherColumnsAreRefused() {
    TrainingRun run = TrainRuns.run(SETTINGS, KernelChoice.LIBTORCH);
    ScoreModel model = ScoreModel.initialised(TrainRuns.SPEC, SETTINGS.seed());
    JavaRDD<DataSet> wide =
        TrainRuns.spark().parallelize(List.of(new DataSet(Nd4j.zeros(5, 3), null)), 1);
    assertThatThrownBy(() -> fit(model, run, wide))
        .isInstanceOf(SparkException.class)
        .hasStackTraceContaining("a data set of 3 columns: the network has 2");
  }

  private static void fit(ScoreModel model, TrainingRun run, JavaRDD<DataSet> data) {
    var master =
        new ResidentAveragingMaster(TrainRuns.SPEC, TrainRuns.SCHEDULE, SETTINGS, run.kernel());
    new SparkDl4jMultiLayer(TrainRuns.spark(), model.network(), master).fit(data);
  }

  /** The shards' rows, one partition per shard, in data sets of {@code size} rows or less. */
  private static JavaRDD<DataSet> dataSets(TrainingRun run, int size) {
    return run.table()
        .train()
        .mapPartitions(
            shards -> {
              Shard shard = shards.next();
              List<DataSet> sets = new ArrayList<>();
              for (int row = 0; row < shard.rows(); row += size) {
                int count = Math.min(size, shard.rows() - row);
                float[][] values = new float[count][2];
                for (int i = 0; i < count; i++) {
                  values[i][0] = shard.floats()[2 * (row + i)];
                  values[i][1] = shard.floats()[2 * (row + i) + 1];
                }
                sets.add(new DataSet(Nd4j.create(values), null));
              }
              return sets.iterator();
            });
  }
}
