package io.ncsn.evaluate.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Turns rows into features for a linear model: a number less the median, over the quartiles'
 * distance, nulls as the mean; a category as one of {@value #LEVELS} levels at most, the rarer ones
 * together in the last.
 */
final class OneHot {
  private static final int LEVELS = 200;

  private final List<Feature> features;
  private final int width;

  private OneHot(List<Feature> features, int width) {
    this.features = features;
    this.width = width;
  }

  /** Returns the features that fit these rows. */
  static OneHot of(MixedTable table) {
    List<Feature> features = new ArrayList<>();
    int width = 0;
    for (Cells cells : table.columns()) {
      Feature feature =
          cells instanceof NumberCells numbers
              ? scaled(width, numbers.sorted())
              : levels(width, (CategoryCells) cells);
      features.add(feature);
      width += feature.width();
    }
    return new OneHot(features, width);
  }

  /** Number of features. */
  int width() {
    return width;
  }

  /** Returns the features of a table's rows. */
  SparseRows rows(MixedTable table) {
    int[][] places = new int[features.size()][table.rows()];
    double[][] values = new double[features.size()][table.rows()];
    for (int j = 0; j < features.size(); j++) {
      features.get(j).fill(table.columns().get(j), places[j], values[j]);
    }
    return new SparseRows(width, places, values);
  }

  private static Feature scaled(int place, double[] sorted) {
    if (sorted.length == 0) {
      return new Scaled(place, 0, 1, 0);
    }
    Percentile percentile =
        new Percentile().withEstimationType(Percentile.EstimationType.R_7); // NumPy's
    percentile.setData(sorted);
    double range = percentile.evaluate(75) - percentile.evaluate(25);
    double deviation = new StandardDeviation(false).evaluate(sorted);
    double scale = range > 0 ? range : deviation > 0 ? deviation : 1;
    return new Scaled(place, percentile.evaluate(50), scale, new Mean().evaluate(sorted));
  }

  private static Feature levels(int place, CategoryCells cells) {
    int[] counts = new int[cells.levels() + 1];
    Arrays.stream(cells.codes()).forEach(code -> counts[code + 1]++);
    int[] frequent =
        IntStream.range(0, counts.length)
            .filter(level -> counts[level] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(level -> -counts[level]))
            .limit(LEVELS - 1L)
            .mapToInt(Integer::intValue)
            .toArray();
    int[] places = new int[counts.length];
    Arrays.fill(places, place + frequent.length);
    for (int rank = 0; rank < frequent.length; rank++) {
      places[frequent[rank]] = place + rank;
    }
    return new Levels(places, frequent.length + 1);
  }

  private sealed interface Feature permits Scaled, Levels {
    int width();

    void fill(Cells cells, int[] places, double[] values);
  }

  private record Scaled(int place, double middle, double scale, double mean) implements Feature {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public void fill(Cells cells, int[] places, double[] values) {
      double[] numbers = ((NumberCells) cells).values();
      Arrays.fill(places, place);
      for (int i = 0; i < values.length; i++) {
        values[i] = ((Double.isNaN(numbers[i]) ? mean : numbers[i]) - middle) / scale;
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  private record Levels(int[] byCode, int width) implements Feature {
    @Override
    public void fill(Cells cells, int[] places, double[] values) {
      int[] codes = ((CategoryCells) cells).codes();
      Arrays.fill(values, 1);
      for (int i = 0; i < places.length; i++) {
        places[i] = byCode[codes[i] + 1];
      }
    }
  }
}
