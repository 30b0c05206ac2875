package io.ncsn.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What rows of the table are for.
 *
 * @param holdout fraction of rows held out of training, in [0, 1); not used if a column says it
 * @param holdoutColumn the column that is true in rows held out of training
 * @param weight the column of weights, by which rows count
 */
public record RowRoles(double holdout, Optional<String> holdoutColumn, Optional<String> weight) {
  private static final String WEIGHT = "data.weight";
  private static final String HOLDOUT = "data.holdout";
  private static final String HOLDOUT_COLUMN = "data.holdout-column";

  /** Makes the roles of rows that all count alike, of which a hash holds out a fraction. */
  public RowRoles(double holdout) {
    this(holdout, Optional.empty(), Optional.empty());
  }

  static RowRoles read(Values values) {
    Kind<Optional<String>> column = Kind.text("a column's name").orNone();
    return new RowRoles(
        values.read(HOLDOUT, Kind.number(Bounds.FRACTION)),
        values.read(HOLDOUT_COLUMN, column),
        values.read(WEIGHT, column));
  }

  void check(Values values, DataSettings data) {
    values.rule(
        List.of(HOLDOUT, HOLDOUT_COLUMN),
        holdoutColumn.isPresent() && values.isChanged(HOLDOUT),
        "data.holdout is %s and data.holdout-column is %s: a fraction or a column decides which rows are held out; leave one of them out"
            .formatted(values.rendered(HOLDOUT), values.rendered(HOLDOUT_COLUMN)));
    values.rule(
        List.of(WEIGHT, HOLDOUT_COLUMN),
        weight.isPresent() && holdoutColumn.filter(weight.get()::equalsIgnoreCase).isPresent(),
        "data.weight and data.holdout-column both name column '%s'; name another one in one of them"
            .formatted(weight.orElse("")));
    weight.ifPresent(name -> unmodelled(values, data, WEIGHT, name));
    holdoutColumn.ifPresent(name -> unmodelled(values, data, HOLDOUT_COLUMN, name));
  }

  private static void unmodelled(Values values, DataSettings data, String key, String name) {
    named(values, key, name, "data.columns", data.columns());
    named(values, key, name, "data.exclude", data.exclude());
    named(values, key, name, "data.features", data.features().stream().toList());
    named(values, key, name, "data.types", List.copyOf(data.cells().types().keySet()));
    named(values, key, name, "data.nulls", List.copyOf(data.cells().columnNulls().keySet()));
    List<String> labels = data.image().flatMap(ImageFormat::label).stream().toList();
    named(values, key, name, "data.image.label", labels);
  }

  private static void named(
      Values values, String key, String name, String other, List<String> columns) {
    values.rule(
        List.of(key, other),
        columns.stream().anyMatch(name::equalsIgnoreCase),
        "%s and %s both name column '%s', but the column of %1$s is never modelled; take it out of %2$s"
            .formatted(key, other, name));
  }

  /** Returns whether rows are held out of training. */
  public boolean holdsOut() {
    return holdoutColumn.isPresent() || holdout > 0;
  }

  /** Returns the columns that say what rows are for. */
  public List<String> columns() {
    return Stream.of(weight, holdoutColumn).flatMap(Optional::stream).toList();
  }

  /** Returns these roles with a fraction held out, whatever a column says. */
  RowRoles withHoldout(double share) {
    return new RowRoles(share, Optional.empty(), weight);
  }
}
