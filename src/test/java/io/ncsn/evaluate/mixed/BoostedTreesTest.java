package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Gives the classifiers tables whose best answer is known. */
class BoostedTreesTest {
  private static final int ROWS = 3001;
  private static final int LEVELS = 307; // more than there are bins

  @Test
  void twoNumbersThatAreEachUselessAreLearntTogether() {
    double[] x = uniform(1);
    double[] y = uniform(2);
    double[] labels =
        IntStream.range(0, ROWS).mapToDouble(i -> (x[i] < 0.5) == (y[i] < 0.3) ? 1 : 0).toArray();
    MixedTable table = table(new NumberCells(x), new NumberCells(y));

    double[] scores =
        BoostedTrees.classifier(table.head(2001), -1, Arrays.copyOf(labels, 2001))
            .predict(table.part(2001, ROWS));

    assertThat(RankScore.auc(scores, Arrays.copyOfRange(labels, 2001, ROWS))).isGreaterThan(0.98);
  }

  @Test
  void predictionsOfACategoryAndOfNullsAreTheirMeans() {
    int[] codes = IntStream.range(0, ROWS).map(i -> i % 3 - 1).toArray();
    double[] targets =
        IntStream.range(0, ROWS).mapToDouble(i -> List.of(7.0, -2.0, 100.0).get(i % 3)).toArray();
    MixedTable table = table(new CategoryCells(codes, 2));

    double[] predicted = BoostedTrees.regression(table, -1, targets).predict(table);

    // 100 steps of rate 0.1 leave 0.9^100 = 3e-5 of the distance from the mean.
    for (int i = 0; i < 3; i++) {
      assertThat(predicted[i]).isCloseTo(targets[i], within(3e-3));
    }
  }

  @Test
  void nullsAreToldFromNumbers() {
    double[] x = uniform(3);
    double[] labels = new double[ROWS];
    for (int i = 0; i < ROWS; i += 7) {
      x[i] = Double.NaN;
      labels[i] = 1;
    }
    MixedTable table = table(new NumberCells(x));

    double[] scores = BoostedTrees.classifier(table, -1, labels).predict(table);

    assertThat(RankScore.auc(scores, labels)).isEqualTo(1);
  }

  @Test
  void aHiddenColumnIsNotSeen() {
    double[] x = uniform(4);
    double[] labels = Arrays.stream(x).map(Math::rint).toArray();
    MixedTable table = table(new NumberCells(x), new NumberCells(uniform(5)));

    assertThat(unseen(table, 0, labels)).isBetween(0.45, 0.55);
    assertThat(unseen(table, 1, labels)).isGreaterThan(0.99);
  }

  @Test
  void moreLevelsThanBinsAreStillOfUse() {
    UniformRandomProvider random = Streams.of(0, Purpose.DATASET, 6);
    int[] codes =
        IntStream.range(0, ROWS)
            .map(i -> (int) (LEVELS * Math.pow(random.nextDouble(), 4)))
            .toArray();
    double[] labels = Arrays.stream(codes).mapToDouble(code -> code % 2).toArray();
    MixedTable table = table(new CategoryCells(codes, LEVELS));

    assertThat(unseen(table, -1, labels)).isGreaterThan(0.8);
  }

  private static double unseen(MixedTable table, int hidden, double[] labels) {
    int half = ROWS / 2;
    double[] scores =
        BoostedTrees.classifier(table.head(half), hidden, Arrays.copyOf(labels, half))
            .predict(table.part(half, ROWS));
    return RankScore.auc(scores, Arrays.copyOfRange(labels, half, ROWS));
  }

  private static double[] uniform(int key) {
    UniformRandomProvider random = Streams.of(0, Purpose.DATASET, key);
    return IntStream.range(0, ROWS).mapToDouble(i -> random.nextDouble()).toArray();
  }

  private static MixedTable table(Cells... columns) {
    return new MixedTable(columns[0].rows(), List.of(columns));
  }
}
