package io.ncsn.evaluate.mixed;

import static io.ncsn.evaluate.mixed.MixedTablesOfTests.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.evaluate.mixed.Privacy.AgainstHoldout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Compares measures of nearest rows with distances taken by hand. */
class DistancesOfRowsTest {
  private static final String TYPES = "x DOUBLE, colour STRING";

  private static final List<MixedColumn> COLUMNS =
      List.of(MixedColumn.number("x"), MixedColumn.category("colour"));

  @Test
  void copiedTrainingRowsGiveThemselvesAway() {
    Dataset<Row> training = line(0, 0.2, 31);
    Dataset<Row> holdout = line(0.1, 0.2, 31);

    Privacy found = measures(training, training, holdout).privacy();

    AgainstHoldout against = found.againstHoldout().orElseThrow();
    assertThat(found.closestMedian().value()).isZero();
    assertThat(found.exactCopies().value()).isEqualTo(1);
    assertThat(found.exactCopies().floor()).hasValue(0);
    assertThat(against.nearerShare().value()).isEqualTo(1);
    assertThat(against.membershipAdvantage().value()).isEqualTo(1);
    // 0.1 from the nearest training row, of a range of 6.
    assertThat(found.closestMedian().floor().getAsDouble()).isCloseTo(0.1 / 6, within(1e-6));
  }

  @Test
  void rowsBetweenTrainingAndHoldoutAreNearToBoth() {
    Dataset<Row> training = line(0, 4, 31);
    Dataset<Row> holdout = line(2, 4, 31).union(MixedTablesOfTests.table(TYPES, row(130.0, "a")));
    Dataset<Row> between = line(1, 4, 31); // 1 from either, exactly as floats over a range of 128
    Dataset<Row> range = training.union(MixedTablesOfTests.table(TYPES, row(128.0, "a")));

    AgainstHoldout found =
        measures(range, between, holdout).privacy().againstHoldout().orElseThrow();

    assertThat(found.nearerShare().value()).isZero();
    assertThat(found.equallyNear().value()).isEqualTo(1);
  }

  @Test
  void anotherCategoryIsTwoApartAndANullIsNoCopy() {
    Dataset<Row> training = MixedTablesOfTests.table(TYPES, row(0.0, "a"), row(8.0, "a"));
    Dataset<Row> synthetic =
        MixedTablesOfTests.table(TYPES, row(2.0, "b"), row(2.0, null), row(8.0, "a"));

    Privacy found =
        MixedQuality.of(training, synthetic, Optional.empty(), COLUMNS).measures().privacy();

    assertThat(found.closestMedian().value()).isCloseTo(2 + 2 / 8.0, within(1e-6));
    assertThat(found.exactCopies().value()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(found.againstHoldout()).isEmpty();
  }

  @Test
  void aTableCoversItselfAndAFarOneNothing() {
    Dataset<Row> training = line(0, 0.2, 97);

    Coverage same = measures(training, training, line(1e6, 0.2, 97)).coverage();

    assertThat(same.alphaPrecision().value()).isGreaterThan(0.97);
    assertThat(same.betaRecall().value()).isGreaterThan(0.97);
    // Nothing lies within any radius: 1 − Σα / Σα.
    assertThat(same.alphaPrecision().floor().getAsDouble()).isCloseTo(0, within(1e-12));
    assertThat(same.betaRecall().floor().getAsDouble()).isCloseTo(0, within(1e-12));
  }

  private static Dataset<Row> line(double start, double step, int rows) {
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(row(start + step * i, "a"));
    }
    return MixedTablesOfTests.table(TYPES, all);
  }

  private static MixedMeasures measures(
      Dataset<Row> training, Dataset<Row> synthetic, Dataset<Row> holdout) {
    return MixedQuality.of(training, synthetic, Optional.of(holdout), COLUMNS).measures();
  }
}
