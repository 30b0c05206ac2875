package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.Learner;
import io.ncsn.network.RowLoss;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MirrorTest {
  @Test
  void columnsOfPixelsChangePlacesAndTheirChannelsDoNot() {
    float[] rows = {
      -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -2, // the row before
      -3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -4
    };
    Mirror mirror = new Mirror(3, 2, 2, 1, null);
    mirror.mirror(rows, 14);
    assertThat(rows)
        .containsExactly(
            -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -2, //
            -3, 5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8, -4);
  }

  @Test
  void numbersKeepTheirValuesWhereEachHasItsUnit() {
    Scaler scaler = new Scaler(new double[] {10, 0, -3}, new double[] {2, 1, 5});
    float[] row = {1, 7, 2}; // 12, 7 and 7
    Mirror.of(new ImageFormat(3, 1, 1, Optional.empty()), 0, scaler).mirror(row, 0);
    assertThat(scaler.fromUnit(0, row[0])).isCloseTo(7, within(1e-6));
    assertThat(row[1]).isEqualTo(7);
    assertThat(scaler.fromUnit(2, row[2])).isCloseTo(12, within(1e-6));
  }

  /** The rows that replicas see are those without mirroring, about half of them mirrored. */
  @Test
  void replicasMirrorHalfOfTheirRowsAndKeepTheirOrder() {
    Mirror mirror = new Mirror(3, 1, 1, 0, null);
    List<float[]> plain = seen(null, 0);
    List<float[]> mirrored = seen(mirror, 0);
    int count = 0;
    for (int i = 0; i < plain.size(); i++) {
      float[] turned = plain.get(i).clone();
      mirror.mirror(turned, 0);
      boolean isMirrored = Arrays.equals(mirrored.get(i), turned);
      assertThat(isMirrored || Arrays.equals(mirrored.get(i), plain.get(i))).isTrue();
      count += isMirrored ? 1 : 0;
    }
    assertThat(count / (double) plain.size()).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(1001)));
    assertThat(seen(mirror, 0)).usingRecursiveComparison().isEqualTo(mirrored);
    assertThat(seen(mirror, 1)).usingRecursiveComparison().isNotEqualTo(mirrored);
  }

  /** Returns the rows of 63 minibatches of 16 rows that a replica takes of 13 rows. */
  private static List<float[]> seen(Mirror mirror, int replica) {
    List<float[]> seen = new ArrayList<>();
    RowLoss loss =
        (RowLoss)
            Proxy.newProxyInstance(
                MirrorTest.class.getClassLoader(),
                new Class<?>[] {RowLoss.class},
                (proxy, method, arguments) -> {
                  float[] rows = (float[]) arguments[0];
                  for (int i = 0; i < rows.length; i += 3) {
                    seen.add(Arrays.copyOfRange(rows, i, i + 3));
                  }
                  return 1.0;
                });
    Learner learner =
        (Learner)
            Proxy.newProxyInstance(
                MirrorTest.class.getClassLoader(),
                new Class<?>[] {Learner.class},
                (proxy, method, arguments) -> method.getName().equals("adamStep") ? 1.0 : loss);
    float[] values = new float[39];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    StepSettings steps =
        StepSettings.of(TrainRuns.settings().build(), 1, null, Optional.ofNullable(mirror));
    RoundTask task =
        new RoundTask(steps, NoiseSchedule.of(ScheduleKind.GEOMETRIC, 9, 0.1, 5), 0, 0, 63, 0, 1);
    List<RowSegment> segments = new ArrayList<>();
    for (int epoch = 0; epoch < 78; epoch++) {
      segments.add(new RowSegment(epoch, 0, 0, 13));
    }
    new ReplicaRun(task, replica, learner, 3).run(Map.of(0, new Shard(0, 13, 3, values)), segments);
    return seen;
  }
}
