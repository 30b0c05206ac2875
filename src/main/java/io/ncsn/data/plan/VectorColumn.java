package io.ncsn.data.plan;

import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.NumberMap;
import io.ncsn.data.codec.VectorCells;
import io.ncsn.data.codec.VectorCodec;
import java.util.Comparator;
import java.util.List;

/**
 * Plans a column of vectors, of which some can be used.
 *
 * @param nulls number of nulls that are a state of their own
 */
record VectorColumn(ColumnProfile profile, long nulls, PlanOptions options) {
  private static final double EXACT = 0x1p53;

  ColumnPlan plan() {
    VectorProfile vectors = profile.vectors();
    PlanOptions some = options.ofPart(vectors.parts().size());
    List<Fit> fits =
        vectors.parts().stream().map(part -> Fit.of(profile.name(), part, 0, some)).toList();
    if (vectors.areText()) {
      String type = narrowest(fits);
      fits = fits.stream().map(fit -> fit.as(type)).toList();
    }
    NumberLine line = fits.get(0).line();
    List<NumberMap> maps = fits.stream().map(Fit::map).toList();
    double rows = vectors.rows() + nulls;
    double[] shares =
        nulls == 0 ? new double[0] : new double[] {(rows - nulls) / rows, nulls / rows};
    return new ColumnPlan(
            profile.name(),
            profile.type(),
            ColumnKind.VECTOR,
            vectors.areOfMl() ? "vectors" : "arrays of numbers",
            values(fits, line),
            profile.nulls(),
            List.of(),
            new VectorCodec(
                profile.name(),
                vectors.areOfMl() ? VectorCells.VECTOR : "array<" + line.type() + ">",
                nulls > 0,
                shares,
                maps))
        .withBadCells(profile.bad());
  }

  private static String values(List<Fit> fits, NumberLine line) {
    Comparator<Long> order = Comparator.naturalOrder();
    long least = fits.stream().map(Fit::least).min(order).orElseThrow();
    long greatest = fits.stream().map(Fit::greatest).max(order).orElseThrow();
    return "%d number%s, %s to %s"
        .formatted(fits.size(), fits.size() == 1 ? "" : "s", line.text(least), line.text(greatest));
  }

  /** Returns the narrowest type that holds all numbers, which stand as text. */
  private static String narrowest(List<Fit> fits) {
    double least = fits.stream().mapToDouble(f -> f.line().number(f.least())).min().orElseThrow();
    double most = fits.stream().mapToDouble(f -> f.line().number(f.greatest())).max().orElseThrow();
    if (fits.stream().anyMatch(fit -> fit.decimals() != 0) || least < -EXACT || most > EXACT) {
      return "double";
    }
    return least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE ? "int" : "bigint";
  }

  /** Returns why a column of vectors cannot be modelled, of which none can be used. */
  static DataException unusable(ColumnProfile profile) {
    return new DataException(
        "Cannot model column '%s': found no %s without text, null, NaN and infinities in it, of %,d; leave it out by data.exclude"
            .formatted(
                profile.name(), profile.vectors().areOfMl() ? "vector" : "array", profile.bad()));
  }
}
