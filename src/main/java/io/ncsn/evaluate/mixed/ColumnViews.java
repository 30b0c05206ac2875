package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.MarginalBins;
import io.ncsn.evaluate.mixed.Shape.ColumnShape;
import io.ncsn.evaluate.mixed.Views.CategoryView;
import io.ncsn.evaluate.mixed.Views.LevelShare;
import io.ncsn.evaluate.mixed.Views.NumberView;
import io.ncsn.evaluate.mixed.Views.RareLevels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts what is drawn of single columns. */
record ColumnViews(MixedTables tables, LevelNames names) {
  private static final double RARE = 0.01;

  /** Returns a column of numbers; empty if all training rows are null. */
  Optional<NumberView> number(ColumnShape shape, int column) {
    double[] real = ((NumberCells) tables.training().columns().get(column)).sorted();
    double[] sampled = ((NumberCells) tables.synthetic().columns().get(column)).sorted();
    return real.length == 0
        ? Optional.empty()
        : Optional.of(new NumberView(shape, MarginalBins.histogram(real, sampled)));
  }

  CategoryView category(ColumnShape shape, int column) {
    int[] real = LevelNames.counts(tables.training(), column);
    int[] sampled = LevelNames.counts(tables.synthetic(), column);
    double rows = total(real);
    double others = total(sampled);
    List<LevelShare> levels =
        Arrays.stream(names.codes(column))
            .mapToObj(
                code ->
                    new LevelShare(
                        names.text(tables.levels(column)[code]),
                        real[code] / rows,
                        sampled[code] / others))
            .toList();
    int more = real.length - levels.size();
    double realRest = 1 - levels.stream().mapToDouble(LevelShare::real).sum();
    double sampledRest = 1 - levels.stream().mapToDouble(LevelShare::sampled).sum();
    return new CategoryView(
        shape,
        levels,
        more == 0
            ? Optional.empty()
            : Optional.of(
                new LevelShare(
                    String.format(Locale.ROOT, "%,d other levels", more),
                    Math.max(0, realRest),
                    Math.max(0, sampledRest))));
  }

  /** Returns the rare levels of a column; empty if there are neither rare nor invented ones. */
  Optional<RareLevels> rare(String name, int column) {
    int[] real = LevelNames.counts(tables.training(), column);
    int[] sampled = LevelNames.counts(tables.synthetic(), column);
    double rows = total(real);
    int levels = 0;
    int absent = 0;
    int invented = 0;
    long realRows = 0;
    long sampledRows = 0;
    for (int code = 0; code < real.length; code++) {
      if (real[code] == 0) {
        invented += sampled[code] > 0 ? 1 : 0;
      } else if (real[code] < RARE * rows) {
        levels++;
        absent += sampled[code] == 0 ? 1 : 0;
        realRows += real[code];
        sampledRows += sampled[code];
      }
    }
    return levels + invented == 0
        ? Optional.empty()
        : Optional.of(
            new RareLevels(
                name, levels, realRows / rows, sampledRows / total(sampled), absent, invented));
  }

  private static double total(int[] counts) {
    return Math.max(1, Arrays.stream(counts).asLongStream().sum());
  }
}
