package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.junit.jupiter.api.Test;

class ContrastNoiseTest {
  @Test
  void theMomentsAreThoseOfTheRowsOfAllShards() {
    List<Shard> shards = List.of(TrainRuns.shard(0, 70), TrainRuns.shard(1, 50));
    List<double[]> rows = new ArrayList<>();
    for (Shard shard : shards) {
      for (int at = 0; at < shard.floats().length; at += 2) {
        rows.add(new double[] {shard.floats()[at], shard.floats()[at + 1]});
      }
    }
    double[][] table = rows.toArray(double[][]::new);
    var found = ContrastNoise.moments(TrainRuns.spark().parallelize(shards, 2), 2);
    double[][] expected = new Covariance(table, false).getCovarianceMatrix().getData();
    for (int i = 0; i < 2; i++) {
      int column = i;
      double[] values = rows.stream().mapToDouble(row -> row[column]).toArray();
      assertThat(found.mean()[i]).isCloseTo(new Mean().evaluate(values), within(1e-12));
      assertThat(found.covariance()[i]).containsExactly(expected[i], within(1e-12));
    }
  }
}
