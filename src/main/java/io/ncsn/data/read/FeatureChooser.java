package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
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
  private final Map<String, StructField> fields = new LinkedHashMap<>();

  private FeatureChooser(SourceTable source, TextSample sample) {
    this.source = source;
    this.sample = sample;
    for (StructField field : source.table().schema().fields()) {
      if (!source.isText() || !field.name().equals(TableReader.MALFORMED_LINE)) {
        fields.put(field.name().toLowerCase(Locale.ROOT), field);
      }
    }
  }

  public static Features choose(SourceTable source, TextSample sample, DataSettings settings) {
    FeatureChooser chooser = new FeatureChooser(source, sample);
    settings.exclude().forEach(name -> chooser.field("data.exclude", name));
    if (settings.features().isPresent()) {
      return chooser.oneColumn(settings.features().get());
    }
    requireDistinct(settings.columns());
    List<StructField> chosen =
        settings.columns().isEmpty()
            ? chooser.allNumeric(settings.exclude())
            : settings.columns().stream().map(chooser::named).toList();
    return new Features(source, Layout.COLUMNS, chosen);
  }

  private static void requireDistinct(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String name : columns) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new DataException(
            "Cannot use data.columns: found '"
                + name
                + "' twice, need each column once; remove one");
      }
    }
  }

  private Features oneColumn(String name) {
    StructField field = field("data.features", name);
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
    StructField field = field("data.columns", name);
    if (isNumeric(field)) {
      return field;
    }
    String hint =
        Features.isVector(field.dataType()) || Features.isNumberArray(field.dataType())
            ? "; set data.features = " + name
            : "; set data.columns or data.exclude";
    throw new DataException(
        "Cannot read column '" + name + "': found " + found(field) + ", need a number" + hint);
  }

  private List<StructField> allNumeric(List<String> exclude) {
    List<String> excluded = exclude.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<StructField> chosen = new ArrayList<>();
    List<String> left = new ArrayList<>();
    fields.forEach(
        (key, field) -> {
          if (!excluded.contains(key) && isNumeric(field)) {
            chosen.add(field);
          } else {
            left.add(field.name());
          }
        });
    if (chosen.isEmpty()) {
      throw new DataException(nothingNumeric());
    }
    LOG.info("Columns of {}: {}; left out: {}", source.name(), names(chosen), left);
    return chosen;
  }

  private String nothingNumeric() {
    String problem =
        "Cannot find a numeric column in data.input '"
            + source.name()
            + "': found "
            + describeAll();
    for (StructField field : fields.values()) {
      if (Features.isVector(field.dataType()) || Features.isNumberArray(field.dataType())) {
        return problem + "; set data.features = " + field.name();
      }
    }
    boolean otherSeparator = fields.size() == 1 && fields.keySet().iterator().next().contains(";");
    return problem
        + ", need at least one column of numbers that data.exclude leaves"
        + (otherSeparator ? "; cells must stand between commas, not semicolons" : "");
  }

  private String describeAll() {
    List<String> all =
        fields.values().stream()
            .limit(10)
            .map(field -> "'" + field.name() + "' (" + found(field) + ")")
            .toList();
    return all.isEmpty()
        ? "no columns"
        : String.join(", ", all) + (fields.size() > 10 ? ", …" : "");
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

  /** The column by its name, in which case does not count. */
  private StructField field(String setting, String name) {
    StructField field = fields.get(name.toLowerCase(Locale.ROOT));
    if (field != null) {
      return field;
    }
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String nearest =
        fields.values().stream()
            .map(StructField::name)
            .min(Comparator.comparingInt(other -> distance.apply(other, name)))
            .filter(other -> distance.apply(other, name) <= 1 + name.length() / 3)
            .map(other -> "; did you mean '" + other + "'?")
            .orElse("");
    throw new DataException(
        "Cannot find column '"
            + name
            + "' of "
            + setting
            + ": found "
            + names(fields.values().stream().toList())
            + nearest);
  }

  private static String names(List<StructField> fields) {
    List<String> names = fields.stream().limit(10).map(field -> "'" + field.name() + "'").toList();
    return String.join(", ", names)
        + (fields.size() > 10 ? ", … (" + fields.size() + " columns)" : "");
  }
}
