package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the columns to train on: those named, or all numeric ones but the excluded, or one array
 * or vector column. Integers, floats and decimals are numbers; booleans, dates and timestamps are
 * not. A text column of CSV or JSON is numeric if most of its cells in {@link TextSample} are.
 */
public final class FeatureChooser {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureChooser.class);

  private final SourceTable source;
  private final TextSample sample;
  private final NamedColumns columns;

  private FeatureChooser(SourceTable source, TextSample sample) {
    this.source = source;
    this.sample = sample;
    columns = NamedColumns.of(source);
  }

  public static Features choose(SourceTable source, TextSample sample, DataSettings settings) {
    FeatureChooser chooser = new FeatureChooser(source, sample);
    chooser.columns.requireExcluded(settings.exclude());
    Optional<StructField> label = label(source, settings);
    boolean areImages = settings.mayHaveImageColumn() && chooser.hasImages();
    Optional<String> one =
        settings.features().or(() -> Optional.of(ImageFormat.COLUMN).filter(name -> areImages));
    if (one.isPresent()) {
      return chooser.oneColumn(one.get(), label);
    }
    NamedColumns.requireDistinct(settings.columns());
    List<String> exclude =
        Stream.concat(settings.exclude().stream(), label.stream().map(StructField::name)).toList();
    List<StructField> chosen =
        settings.columns().isEmpty()
            ? chooser.allNumeric(exclude)
            : settings.columns().stream().map(chooser::named).toList();
    return new Features(source, Layout.COLUMNS, chosen);
  }

  /** Returns the column of the images' categories, if there is one. */
  public static Optional<StructField> label(SourceTable source, DataSettings settings) {
    return settings
        .image()
        .flatMap(ImageFormat::label)
        .map(name -> NamedColumns.of(source).field(ImageFormat.LABEL, name));
  }

  /** Returns whether there is a column of whole images by the name that such columns have. */
  private boolean hasImages() {
    return columns
        .find(ImageFormat.COLUMN)
        .filter(field -> Features.isPacked(field.dataType()))
        .isPresent();
  }

  private Features oneColumn(String name, Optional<StructField> labels) {
    StructField field = columns.field("data.features", name);
    List<StructField> used = Stream.concat(Stream.of(field), labels.stream()).toList();
    LOG.info(
        "Columns of {}: {}; left out: [{}]",
        source.name(),
        NamedColumns.words(used),
        columns.beside(used));
    if (Features.isVector(field.dataType())) {
      return new Features(source, Layout.VECTOR, List.of(field));
    }
    if (Features.isNumberArray(field.dataType())) {
      return new Features(source, Layout.ARRAY, List.of(field));
    }
    throw new DataException(
        "Cannot read data.features '"
            + name
            + "': found "
            + found(field)
            + ", need a Spark ML vector or an array of numbers; set data.columns for columns of numbers");
  }

  private StructField named(String name) {
    String unreadable = source.notes().leftOut().get(name.toLowerCase(Locale.ROOT));
    if (unreadable != null) {
      throw new DataException(
          "Cannot read column '%s' of data.columns: found %s, need a number; set data.columns or data.exclude"
              .formatted(name, unreadable));
    }
    StructField field = columns.field("data.columns", name);
    if (isNumeric(field)) {
      if (source.notes().isEmpty(name)) {
        throw new DataException(
            "Cannot read column '%s': found nothing but null, need numbers; set data.columns or data.exclude"
                .formatted(name));
      }
      return field;
    }
    String hint =
        Features.isPacked(field.dataType())
            ? "; set data.features = " + name
            : "; set data.columns or data.exclude";
    throw new DataException(
        "Cannot read column '" + name + "': found " + found(field) + ", need a number" + hint);
  }

  private List<StructField> allNumeric(List<String> exclude) {
    List<String> excluded = exclude.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<String> left = new ArrayList<>(source.notes().leftOut().values());
    List<StructField> numeric = new ArrayList<>();
    for (StructField field : columns.all()) {
      boolean isExcluded = excluded.contains(field.name().toLowerCase(Locale.ROOT));
      whyNot(field, isExcluded).ifPresentOrElse(left::add, () -> numeric.add(field));
    }
    if (numeric.isEmpty()) {
      throw new DataException(nothingNumeric());
    }
    List<StructField> chosen = filled(numeric, left);
    LOG.info("Columns of {}: {}; left out: {}", source.name(), NamedColumns.words(chosen), left);
    return chosen;
  }

  /** The columns that hold a number at all; {@code left} gets the others. */
  private List<StructField> filled(List<StructField> numeric, List<String> left) {
    List<StructField> empty = source.isText() ? List.of() : EmptyColumns.of(source, numeric);
    if (empty.size() == numeric.size() && source.table().isEmpty()) {
      return numeric; // a table without rows is another mistake
    }
    List<String> names =
        empty.stream().map(e -> "'" + e.name() + "' (holds nothing but null and NaN)").toList();
    if (empty.size() == numeric.size()) {
      throw new DataException(
          "Cannot find a numeric column in data.input '%s': found %s, need at least one column that holds numbers"
              .formatted(source.name(), String.join(", ", names.stream().limit(10).toList())));
    }
    left.addAll(names);
    List<StructField> chosen = new ArrayList<>(numeric);
    chosen.removeAll(empty);
    return chosen;
  }

  /** Why a column is left out, in words that name it; nothing if it is not. */
  private Optional<String> whyNot(StructField field, boolean isExcluded) {
    String reason = "";
    if (isExcluded) {
      reason = "excluded";
    } else if (source.notes().isEmpty(field.name())) {
      reason = "holds nothing but null";
    } else if (!isNumeric(field)) {
      reason = found(field);
    } else if (NamedColumns.isIndex(field)) {
      reason = "the index of pandas, no data; name it in data.columns if it is";
    }
    return Optional.of(reason)
        .filter(why -> !why.isEmpty())
        .map(why -> "'" + field.name() + "' (" + why + ")");
  }

  private String nothingNumeric() {
    String problem =
        "Cannot find a numeric column in data.input '"
            + source.name()
            + "': found "
            + describeAll();
    for (StructField field : columns.all()) {
      if (Features.isPacked(field.dataType())) {
        return problem + "; set data.features = " + field.name();
      }
    }
    return problem + ", need at least one column of numbers that data.exclude leaves";
  }

  private String describeAll() {
    List<String> all =
        columns.all().stream()
            .limit(10)
            .map(
                field ->
                    "'%s' (%s)"
                        .formatted(
                            field.name(),
                            source.notes().isEmpty(field.name())
                                ? "holds nothing but null"
                                : found(field)))
            .toList();
    if (all.isEmpty()) {
      return source.notes().leftOut().isEmpty()
          ? "no columns"
          : String.join(", ", source.notes().leftOut().values());
    }
    return String.join(", ", all) + (columns.all().size() > 10 ? ", …" : "");
  }

  private boolean isNumeric(StructField field) {
    return field.dataType() instanceof StringType
        ? source.isText() && sample.isNumeric(field.name())
        : CellReader.isNumber(field.dataType());
  }

  private String found(StructField field) {
    DataType type = field.dataType();
    if (type instanceof StringType && source.isText()) {
      return sample.describe(field.name());
    }
    return Features.isVector(type) ? "vector" : type.catalogString();
  }
}
