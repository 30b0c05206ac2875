package io.ncsn.config;

import io.ncsn.config.DataSettings.Scale;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules by which settings of {@code data.*} exclude one another. */
final class DataRules {
  private final DataSettings data;
  private final Values values;

  DataRules(DataSettings data, Values values) {
    this.data = data;
    this.values = values;
  }

  /** Notes every mistake in the values. */
  void check() {
    Places.check(values, "data.input", data.input());
    InputKind.of(data.input()).check(values, data.input(), data.format());
    features();
    data.image().ifPresent(format -> format.check(values, data));
    data.pictures().check(values, data);
    data.roles().check(values, data);
    ofMixedTables();
    columns();
  }

  private void features() {
    boolean isSet = data.features().isPresent() && data.image().isEmpty();
    values.rule(
        List.of("data.features", "data.columns"),
        isSet && !data.columns().isEmpty(),
        "data.features and data.columns are both set: a model is of one array column or of several"
            + " number columns; leave one of them out");
    values.rule(
        List.of("data.features", "data.exclude"),
        isSet && !data.exclude().isEmpty(),
        "data.features and data.exclude are both set: data.exclude is for \"all numeric columns\";"
            + " leave one of them out");
    values.rule(
        List.of("data.scale", "data.features"),
        data.features().isPresent() && data.scale() == Scale.QUANTILE,
        "data.scale is quantile, but data.features names one array or vector column: quantiles are for"
            + " columns; set data.scale to global or column");
  }

  /** What is said about kinds and nulls is for models of all kinds of columns. */
  private void ofMixedTables() {
    Optional<String> ofNumbers = whyNumbersAlone();
    boolean byScale = data.features().isEmpty() && data.image().isEmpty();
    String remedy = byScale ? ", or set data.scale = quantile" : "";
    for (String key : CellSettings.OF_MIXED_TABLES) {
      values.rule(
          List.of(key, "data.scale", "data.features", "data.image.width"),
          ofNumbers.isPresent() && values.isChanged(key),
          "%s is %s, but %s; leave %1$s out%s"
              .formatted(key, values.rendered(key), ofNumbers.orElse(""), remedy));
    }
    distinct("data.types", List.copyOf(data.cells().types().keySet()));
    distinct("data.nulls", List.copyOf(data.cells().columnNulls().keySet()));
  }

  private Optional<String> whyNumbersAlone() {
    if (data.mayHaveImageColumn()) {
      return Optional.empty();
    }
    if (data.features().isPresent()) {
      return Optional.of("data.features names a column of numbers");
    }
    if (data.image().isPresent()) {
      return Optional.of("data.image makes a model of pixels");
    }
    return data.scale() == Scale.AUTO || data.scale() == Scale.QUANTILE
        ? Optional.empty()
        : Optional.of(
            "data.scale %s makes a model of numbers alone"
                .formatted(values.rendered("data.scale")));
  }

  private void columns() {
    Set<String> excluded =
        data.exclude().stream().map(DataSettings::asColumn).collect(Collectors.toSet());
    List<String> both =
        data.columns().stream()
            .filter(name -> excluded.contains(DataSettings.asColumn(name)))
            .toList();
    values.rule(
        List.of("data.exclude", "data.columns"),
        !both.isEmpty(),
        "data.columns and data.exclude both name %s; take it out of one of them".formatted(both));
    data.image()
        .flatMap(ImageFormat::label)
        .ifPresent(
            label ->
                values.rule(
                    List.of("data.exclude", ImageFormat.LABEL),
                    excluded.contains(DataSettings.asColumn(label)),
                    "data.image.label and data.exclude both name column '%s'; take it out of data.exclude, or leave data.image.label out for the images alone"
                        .formatted(label)));
    distinct("data.columns", data.columns());
    distinct("data.exclude", data.exclude());
  }

  private void distinct(String key, List<String> names) {
    Set<String> seen = new HashSet<>();
    List<String> twice =
        names.stream().filter(name -> !seen.add(DataSettings.asColumn(name))).distinct().toList();
    values.rule(
        List.of(key),
        !twice.isEmpty(),
        "%s names %s more than once; name each column once".formatted(key, twice));
  }
}
