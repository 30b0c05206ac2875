package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.Histogram;
import io.ncsn.evaluate.mixed.Shape.ColumnShape;
import io.ncsn.evaluate.mixed.Trend.PairTrend;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What can be drawn of the worst columns and pairs.
 *
 * @param numbers columns of numbers, the worst first
 * @param categories columns of categories, the worst first
 * @param rare rare levels of each column of categories that has any
 * @param pairs the worst pairs, the worst first
 */
public record Views(
    List<NumberView> numbers,
    List<CategoryView> categories,
    List<RareLevels> rare,
    List<PairView> pairs) {
  private static final int COLUMNS = 24;
  private static final int PAIRS = 6;

  public Views {
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
    rare = List.copyOf(rare);
    pairs = List.copyOf(pairs);
  }

  /** A column of numbers; nulls are left out. */
  public record NumberView(ColumnShape shape, Histogram histogram) {}

  /**
   * A column of categories.
   *
   * @param levels the most frequent levels, by falling share of the training rows
   * @param others all other levels together; empty if there are none
   */
  public record CategoryView(
      ColumnShape shape, List<LevelShare> levels, Optional<LevelShare> others) {
    public CategoryView {
      levels = List.copyOf(levels);
    }
  }

  /**
   * A level, or several together.
   *
   * @param real share of the training rows that are not null
   * @param sampled share of the synthetic rows that are not null
   */
  public record LevelShare(String level, double real, double sampled) {}

  /**
   * The levels of a column that fewer than 1 % of the training rows have, together.
   *
   * @param levels number of such levels in the training rows
   * @param real share of the training rows that have one of them
   * @param sampled share of the synthetic rows that have one of them
   * @param absent how many of them no synthetic row has
   * @param invented number of levels of the synthetic rows that no training row has
   */
  public record RareLevels(
      String column, int levels, double real, double sampled, int absent, int invented) {}

  /**
   * The joint shares of two columns.
   *
   * @param real shares of the training rows, [y cells][x cells]
   * @param sampled shares of the synthetic rows, as {@code real}
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record PairView(PairTrend pair, Axis x, Axis y, double[][] real, double[][] sampled) {}

  /**
   * The cells of an axis: levels, or bins of numbers.
   *
   * @param levels names of the levels; empty for numbers
   * @param edges the bins' edges, rising; empty for levels
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Axis(List<String> levels, double[] edges, boolean hasNulls) {
    public Axis {
      levels = List.copyOf(levels);
    }
  }

  /**
   * Finds what to draw.
   *
   * @param both synthetic and real rows, from which the names of levels are read
   * @param shapes the errors of the columns, in their order
   * @param trends the errors of the pairs that may be drawn
   */
  static Views of(
      List<MixedColumn> columns,
      MixedTables tables,
      Dataset<Row> both,
      List<ColumnShape> shapes,
      List<PairTrend> trends) {
    List<Integer> worst =
        IntStream.range(0, columns.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -shapes.get(j).error().value()))
            .toList();
    int all = (int) columns.stream().filter(MixedColumn::isNumber).count();
    int numbers = drawnNumbers(all, columns.size() - all);
    List<PairTrend> pairs =
        trends.stream()
            .sorted(Comparator.comparingDouble((PairTrend p) -> -p.trainingBins().value()))
            .limit(PAIRS)
            .toList();
    LevelNames names = LevelNames.read(columns, tables, both);
    ColumnViews views = new ColumnViews(tables, names);
    return new Views(
        worst.stream()
            .filter(j -> columns.get(j).isNumber())
            .limit(numbers)
            .flatMap(j -> views.number(shapes.get(j), j).stream())
            .toList(),
        worst.stream()
            .filter(j -> !columns.get(j).isNumber())
            .limit(COLUMNS - numbers)
            .map(j -> views.category(shapes.get(j), j))
            .toList(),
        IntStream.range(0, columns.size())
            .filter(j -> !columns.get(j).isNumber())
            .mapToObj(j -> views.rare(columns.get(j).name(), j))
            .flatMap(Optional::stream)
            .toList(),
        pairs.stream().map(pair -> new PairViews(columns, tables, names).of(pair)).toList());
  }

  /**
   * Returns how many columns of numbers are drawn: half of all, or more if there are few others.
   * Errors of categories of many levels are greater by chance alone and would leave no place.
   */
  static int drawnNumbers(int numbers, int categories) {
    return Math.min(numbers, Math.max(COLUMNS / 2, COLUMNS - categories));
  }

  static int indexOf(List<MixedColumn> columns, String name) {
    return columns.stream().map(MixedColumn::name).toList().indexOf(name);
  }
}
