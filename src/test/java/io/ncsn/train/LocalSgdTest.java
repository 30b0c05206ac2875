package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.Explicit;
import io.ncsn.network.Kernel;
import io.ncsn.network.Kernels;
import io.ncsn.network.MinibatchLoss;
import io.ncsn.network.Mlp;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Objective;
import io.ncsn.network.ScoreModel;
import io.ncsn.train.TrainSettings.OuterStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where replicas take one step of plain gradient descent between averagings (H = 1), R of them on B
 * rows each are one on R·B rows: the mean of θ − ηg over replicas is θ − η·mean(g). The gradients
 * are a network's, by explicit score matching, which draws nothing; the averaging is training's
 * own.
 */
class LocalSgdTest {
  private static final double RATE = 0.2;
  private static final int STEPS = 4;

  private static final Objective EXPLICIT = new Explicit(0);

  private final NetworkSpec spec =
      new NetworkSpec(
          2,
          new Mlp(List.of(16, 16)),
          Form.UNCONDITIONAL,
          Kind.SCORE,
          Activation.SILU,
          Embedding.NONE,
          List.of());

  /** Rows of the replicas' minibatches: equal ones, a single one, and unequal ones. */
  static List<List<Integer>> batches() {
    return List.of(List.of(16, 16, 16, 16), List.of(64), List.of(4, 40, 20));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void oneStepBetweenAveragingsIsOneStepOnAllRows(List<Integer> batches) {
    int rows = batches.stream().mapToInt(Integer::intValue).sum();
    List<Reducer> reducers = List.of(new DriverReducer(), new SegmentReducer(spec.parameters()));
    float[] start = ScoreModel.initialised(spec, 1).parameters();
    try (Sgd sgd = new Sgd()) {
      for (Reducer reducer : reducers) {
        float[] apart = start;
        float[] together = start;
        for (int step = 0; step < STEPS; step++) {
          float[] all = TrainRuns.shard(step, rows).floats();
          apart = averaged(sgd, reducer, apart, all, batches);
          together = sgd.step(together, all, rows);
        }
        assertThat(distance(together, start)).as("the steps' length").isGreaterThan(0.1);
        assertThat(distance(apart, together) / distance(together, start))
            .as("relative difference after %s steps, %s", STEPS, reducer)
            .isCloseTo(0, within(2e-6));
      }
    }
  }

  /** A round of production's averaging with replicas of one step each. */
  private static float[] averaged(
      Sgd sgd, Reducer reducer, float[] before, float[] rows, List<Integer> batches) {
    List<ReplicaResult> results = new ArrayList<>();
    int at = 0;
    for (int replica = 0; replica < batches.size(); replica++) {
      int count = batches.get(replica);
      float[] own = Arrays.copyOfRange(rows, 2 * at, 2 * (at + count));
      results.add(
          new ReplicaResult(
              new ReplicaReport(replica, count, 0, -1, 0, 0),
              new FloatVector(sgd.step(before, own, count)),
              new FloatVector(new float[2 * before.length])));
      at += count;
    }
    float[] mean =
        reducer.reduce(TrainRuns.spark().parallelize(results, batches.size()).rdd()).parameters();
    return new OuterOptimiser(
            TrainRuns.settings().outer(OuterStep.AVERAGE).build(), new float[before.length])
        .apply(before, mean);
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(i -> Math.pow((double) a[i] - b[i], 2)).sum());
  }

  /** θ − ηg, g the gradient of the rows' mean loss. */
  private final class Sgd implements AutoCloseable {
    private final ScoreModel model = ScoreModel.of(spec);
    private final Kernel kernel = Kernels.open(KernelChoice.AUTO, model);
    private final MinibatchLoss objective = EXPLICIT.loss(spec, TrainRuns.SCHEDULE, null);

    float[] step(float[] parameters, float[] rows, int count) {
      model.loadParameters(parameters);
      objective.lossAndGradient(kernel, rows, count, null);
      float[] gradient = model.network().getFlattenedGradients().toFloatVector();
      float[] after = new float[parameters.length];
      for (int i = 0; i < after.length; i++) {
        after[i] = (float) (parameters[i] - RATE * gradient[i]);
      }
      return after;
    }

    @Override
    public void close() {
      kernel.close();
    }
  }
}
