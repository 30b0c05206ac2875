package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.bench.PeerTable.Found;
import io.ncsn.network.Kernel;
import io.ncsn.network.Kernels;
import io.ncsn.network.MinibatchLoss;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.ScoreModel;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch's training on a table; skipped on machines without PyTorch. */
class PeerTableTest {
  private static final int ROWS = 500;
  private static final int DRAWS = 20;

  private final Size size = new Size(3, 32);
  private final NoiseSchedule levels = MadeUp.levels(20);
  private final float[] rows = MadeUp.shard(0, ROWS, size.dimension()).floats();

  @TempDir private Path folder;

  @Test
  @Needs(value = Tool.PYTORCH, toTest = "PyTorch's training on a table")
  void processesThatShareTheirGradientsLearnOneNetworkWhoseLossIsOurs() {
    Optional<Peer> peer = Peer.find(folder, Map.of());
    List<String> two = List.of("--processes", "2", "--threads", "1");

    Found found =
        new PeerTable(folder.resolve("table"), size, rows, rows, levels)
            .fit(peer.orElseThrow(), two, 2, List.of("--rate", "3e-3"));

    SummaryStatistics ours = loss(found.parameters());
    double error = Math.hypot(found.error(), ours.getStandardDeviation() / Math.sqrt(DRAWS));
    assertThat(error / ours.getMean()).as("relative error").isLessThan(0.01);
    assertThat(found.loss()).isCloseTo(ours.getMean(), within(4 * error));
    assertThat(ours.getMean()).as("with the same noise").isLessThan(untrainedLoss());
  }

  private double untrainedLoss() {
    return loss(ScoreModel.initialised(size.spec(), 0).parameters()).getMean();
  }

  /**
   * Means over rows and all levels, a value for each draw of noise; the draws are always the same.
   */
  private SummaryStatistics loss(float[] parameters) {
    ScoreModel model = ScoreModel.of(size.spec());
    model.loadParameters(parameters);
    MinibatchLoss objective = Lab.settings().train().objective().loss(size.spec(), levels, null);
    UniformRandomProvider random = Streams.of(0, Purpose.VALIDATION_NOISE, 0);
    SummaryStatistics losses = new SummaryStatistics();
    try (Kernel kernel = Kernels.open(KernelChoice.AUTO, model)) {
      for (int draw = 0; draw < DRAWS; draw++) {
        double sum = 0;
        for (int level = 0; level < levels.size(); level++) {
          sum += objective.loss(kernel, rows, ROWS, level, level + 1, random);
        }
        losses.addValue(sum / (ROWS * levels.size()));
      }
    }
    return losses;
  }
}
