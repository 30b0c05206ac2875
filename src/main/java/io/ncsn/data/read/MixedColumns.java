package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;

/** Chooses the columns of a table of which all kinds are modelled: those named, or all but some. */
public final class MixedColumns {
  private MixedColumns() {}

  /**
   * Returns the columns. The types of their cells are not looked at.
   *
   * @throws io.ncsn.data.codec.DataException if a column that is named does not exist
   */
  public static Features choose(SourceTable source, DataSettings settings) {
    FeatureChooser chooser = new FeatureChooser(source, TextSample.none());
    Set<String> excluded =
        settings.exclude().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    excluded.stream()
        .filter(name -> !source.notes().leftOut().containsKey(name))
        .forEach(name -> chooser.field("data.exclude", name));
    FeatureChooser.requireDistinct(settings.columns());
    List<StructField> chosen =
        settings.columns().isEmpty()
            ? chooser.fields().stream()
                .filter(field -> !excluded.contains(field.name().toLowerCase(Locale.ROOT)))
                .filter(field -> !FeatureChooser.isIndex(field))
                .toList()
            : settings.columns().stream().map(name -> chooser.field("data.columns", name)).toList();
    return new Features(source, Layout.COLUMNS, chosen);
  }
}
