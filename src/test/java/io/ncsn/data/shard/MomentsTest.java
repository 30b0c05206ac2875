package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.ColumnBlock;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final long SEED = 20261122;

  @Test
  void equalsDecimalArithmeticForValuesOfAllMagnitudes() {
    Random random = new Random(SEED);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double wild = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(76) - 38);
      rows.add(new double[] {wild, 1e9 + random.nextGaussian(), random.nextInt(3) - 1});
    }
    Moments moments = of(rows);
    for (int c = 0; c < 3; c++) {
      assertThat(moments.mean(c)).as("mean, seed " + SEED).isEqualTo(mean(rows, c).doubleValue());
      assertThat(moments.variance(c)).as("variance").isEqualTo(variance(rows, c).doubleValue());
    }
  }

  @Test
  void doesNotDependOnOrderOrGrouping() {
    Random random = new Random(SEED);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(new double[] {Math.exp(20 * random.nextGaussian())});
    }
    Moments whole = of(rows);
    for (int parts : new int[] {2, 5, 300}) {
      Collections.shuffle(rows, random);
      Moments merged = new Moments(1);
      for (int part = 0; part < parts; part++) {
        merged.merge(of(rows.subList(part * 300 / parts, (part + 1) * 300 / parts)));
      }
      assertThat(merged.mean(0)).as("seed " + SEED).isEqualTo(whole.mean(0));
      assertThat(merged.variance(0)).isEqualTo(whole.variance(0));
    }
  }

  @Test
  void findsNoVarianceInAConstantThatBinaryFractionsCannotHold() {
    List<double[]> rows =
        Collections.nCopies(7, new double[] {0.1, -1e300 * 1e-270, Double.MIN_VALUE});
    Moments moments = of(rows);
    for (int c = 0; c < 3; c++) {
      assertThat(moments.mean(c)).isEqualTo(rows.get(0)[c]);
      assertThat(moments.variance(c)).isZero();
    }
  }

  @Test
  void knowsThatTinyValuesVaryAndHowFar() {
    Random random = new Random(SEED);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 333; i++) {
      double normal = random.nextGaussian();
      rows.add(
          new double[] {
            normal * 1e-180,
            normal * 1e-160,
            normal * 1e-310,
            i % 3 == 0 ? 1 : normal * 1e-200,
            5e-324
          });
    }
    Moments moments = of(rows.subList(0, 100));
    moments.merge(of(rows.subList(100, 333)));
    for (int c = 0; c < 4; c++) {
      double expected = variance(rows, c).sqrt(new MathContext(30)).doubleValue();
      assertThat(moments.deviation(c))
          .as("seed " + SEED)
          .isEqualTo(expected, within(1e-15 * expected));
      assertThat(moments.isConstant(c)).isFalse();
    }
    assertThat(moments.deviation(4)).isZero();
    assertThat(moments.isConstant(4)).isTrue();
  }

  @Test
  void holdsFullBlocksOfTheLargestMantissas() {
    double most = Math.nextDown(1.5) * 0x1p100;
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 3 * ColumnBlock.MOST_ROWS; i++) {
      rows.add(new double[] {Math.nextDown(2.0), -Math.nextDown(2.0), i % 3 == 0 ? most : -most});
    }
    Moments moments = of(rows);
    for (int c = 0; c < 3; c++) {
      assertThat(moments.mean(c)).isEqualTo(mean(rows, c).doubleValue());
      assertThat(moments.variance(c)).isEqualTo(variance(rows, c).doubleValue());
    }
  }

  /**
   * Only the last value leaves a remainder to the next slice; the greatest magnitude is negative.
   */
  @Test
  void holdsWhatTheLastValueOfABlockAloneLeaves() {
    for (int count : new int[] {1, 7, 509, 512}) {
      List<double[]> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        rows.add(new double[] {i == count - 1 ? 1 + 0x1p-50 : i == 0 ? -0x1p40 : -0.0, -3 - i});
      }
      Moments moments = of(rows);
      for (int c = 0; c < 2; c++) {
        assertThat(moments.mean(c)).as(count + " rows").isEqualTo(mean(rows, c).doubleValue());
        assertThat(moments.variance(c)).isEqualTo(variance(rows, c).doubleValue());
      }
      // The mean of a difference shows bits that the rounded mean above would hide.
      rows.add(new double[] {count == 1 ? -1 : 0x1p40 - 1, 0});
      assertThat(of(rows).mean(0)).isEqualTo(0x1p-50 / (count + 1));
    }
  }

  private static Moments of(List<double[]> rows) {
    Moments moments = new Moments(rows.get(0).length);
    ColumnBlock block = new ColumnBlock(rows.get(0).length);
    for (double[] row : rows) {
      if (block.space() == 0) {
        moments.add(block);
        block.clear();
      }
      block.add(row);
    }
    moments.add(block);
    return moments;
  }

  private static BigDecimal mean(List<double[]> rows, int column) {
    return rows.stream()
        .map(row -> new BigDecimal(row[column]))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(rows.size()), new MathContext(400));
  }

  private static BigDecimal variance(List<double[]> rows, int column) {
    BigDecimal mean = mean(rows, column);
    return rows.stream()
        .map(row -> new BigDecimal(row[column]).subtract(mean).pow(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(rows.size()), new MathContext(400));
  }
}
