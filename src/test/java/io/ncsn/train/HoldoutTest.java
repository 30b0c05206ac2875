package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldoutTest {
  private static final int FEW = 53;
  private static final int MANY = 101;

  /** One shard is scored by several tasks, two by one each: local Spark has two cores. */
  @Test
  void theLossOfTwoShardsIsTheMeanOfTheirsHoweverManyTasksScoreThem() {
    Shard few = TrainRuns.shard(0, FEW);
    Shard many = TrainRuns.shard(1, MANY);
    Validation ofFew = loss(few);
    Validation ofMany = loss(many);
    Validation ofBoth = loss(few, many);
    assertThat(ofBoth.bands()).hasSize(TrainRuns.SCHEDULE.size());
    for (int band = 0; band < ofBoth.bands().size(); band++) {
      double mean =
          (FEW * ofFew.bands().get(band).loss() + MANY * ofMany.bands().get(band).loss())
              / (FEW + MANY);
      assertThat(ofBoth.bands().get(band).loss()).isCloseTo(mean, within(1e-12 * mean));
    }
  }

  private static Validation loss(Shard... holdout) {
    TrainingRun run =
        TrainRuns.run(
            TrainRuns.settings().build(),
            KernelChoice.LIBTORCH,
            List.of(TrainRuns.shard(0, 67)),
            List.of(holdout));
    return Holdout.loss(
        TrainRuns.spark(), run, run.model().network().initialParameters(run.settings().seed()));
  }
}
