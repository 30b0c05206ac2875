package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.codec.VectorCells;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Chooses the columns of a table of which all kinds are modelled: those named, or all but some. */
public final class MixedColumns {
  private MixedColumns() {}

  /**
   * Returns whether all kinds of columns are modelled: {@code data.scale} asks for it, or it is
   * {@code auto}, and a column holds text, truth values or times, or vectors beside other columns,
   * or kinds or nulls are spoken of.
   *
   * @param sample rows of the table, if it is text
   */
  public static boolean areMixed(SourceTable source, TextSample sample, DataSettings settings) {
    if (settings.scale() != Scale.AUTO) {
      return settings.scale() == Scale.QUANTILE;
    }
    if (settings.features().isPresent() || settings.cells().isOfMixedTables()) {
      return settings.features().isEmpty();
    }
    List<StructField> fields =
        NamedColumns.of(source).all().stream()
            .filter(field -> !settings.leavesOut(field.name()))
            .filter(field -> !source.notes().isEmpty(field.name()))
            .toList();
    return fields.stream().anyMatch(field -> isOtherKind(source, sample, field))
        || (settings.image().isEmpty() && !source.isOfPixels() && haveVectorsBesideOthers(fields));
  }

  private static boolean haveVectorsBesideOthers(List<StructField> fields) {
    List<StructField> vectors = fields.stream().filter(MixedColumns::isVector).toList();
    return !vectors.isEmpty()
        && fields.stream()
            .filter(field -> !NamedColumns.isIndex(field))
            .anyMatch(field -> CellReader.isReadable(field.dataType()) || vectors.size() > 1);
  }

  private static boolean isVector(StructField field) {
    return VectorCells.reads(field.dataType())
        && CellReader.isNumber(VectorCells.of(field.dataType()).element());
  }

  /** Returns whether a column can be modelled, but not as numbers. */
  private static boolean isOtherKind(SourceTable source, TextSample sample, StructField field) {
    DataType type = field.dataType();
    return type instanceof StringType
        ? !source.isText() || sample.isText(field.name())
        : NumberLine.isOrdered(type) && !CellReader.isNumber(type);
  }

  /**
   * Returns the columns. The types of their cells are not looked at.
   *
   * @throws io.ncsn.data.codec.DataException if a column that is named does not exist
   */
  public static Features choose(SourceTable source, DataSettings settings) {
    NamedColumns columns = NamedColumns.of(source);
    Set<String> excluded =
        settings.exclude().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    columns.requireSpokenOf(excluded, settings);
    List<StructField> chosen =
        settings.columns().isEmpty()
            ? columns.all().stream()
                .filter(field -> !excluded.contains(field.name().toLowerCase(Locale.ROOT)))
                .filter(field -> !NamedColumns.isIndex(field))
                .toList()
            : settings.columns().stream().map(name -> columns.field("data.columns", name)).toList();
    return new Features(source, Layout.COLUMNS, chosen);
  }
}
