package io.ncsn.data.plan;

import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.KeyReader;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.TextTimes;
import io.ncsn.data.codec.VectorCells;
import io.ncsn.data.plan.KeyCounts.Bucket;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** What a pass found out about a column. */
final class ColumnProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String type;
  private final KeyReader reader;
  private final KeyProfile keys; // null for text
  private final TextProfile texts; // null for other types
  private final VectorProfile vectors; // null for other types
  private long nulls;
  private long bad;
  private long beyond; // of the bad numbers, those that are not NaN

  /**
   * Makes an empty profile.
   *
   * @param most greatest number of different cells to count one by one
   * @param formed whether to find out how numbers and times are written as text
   * @param length how many numbers a vector has; 0 for other columns
   */
  ColumnProfile(StructField field, int most, boolean formed, int length) {
    DataType type = field.dataType();
    this.name = field.name();
    this.type = type.catalogString();
    boolean isText = type instanceof StringType;
    boolean isNumber = !isText && !VectorCells.reads(type);
    NumberLine line = new NumberLine(this.type);
    this.vectors = isText || isNumber ? null : new VectorProfile(type, length, most);
    this.reader = isNumber ? line.reader(type) : null;
    this.keys = isNumber ? new KeyProfile(line, most) : null;
    this.texts = isText ? new TextProfile(most, formed && !isRewritten(field)) : null;
  }

  private static boolean isRewritten(StructField field) {
    return field.metadata().contains(TextTimes.REWRITTEN);
  }

  void add(InternalRow row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      nulls++;
    } else if (texts != null) {
      texts.add(row.getUTF8String(ordinal));
    } else if (vectors != null) {
      bad += vectors.add(row, ordinal) ? 0 : 1;
    } else {
      long key = reader.read(row, ordinal);
      if (key == NumberLine.NO_KEY) {
        bad++;
        beyond += isNaN(row, ordinal) ? 0 : 1;
      } else {
        keys.add(key);
      }
    }
  }

  private boolean isNaN(InternalRow row, int ordinal) {
    return switch (type) {
      case "double" -> Double.isNaN(row.getDouble(ordinal));
      case "float" -> Float.isNaN(row.getFloat(ordinal));
      default -> false;
    };
  }

  ColumnProfile merge(ColumnProfile other) {
    nulls += other.nulls;
    bad += other.bad;
    beyond += other.beyond;
    if (texts != null) {
      texts.merge(other.texts);
    } else if (vectors != null) {
      vectors.merge(other.vectors);
    } else {
      keys.merge(other.keys);
    }
    return this;
  }

  /** Counts nothing but keys of some counters of an earlier pass, of each {@link #keyProfiles}. */
  void countWithin(List<Bucket[]> counters) {
    List<KeyProfile> profiles = keyProfiles();
    for (int p = 0; p < profiles.size(); p++) {
      profiles.get(p).countWithin(counters.get(p));
    }
    if (texts != null) {
      texts.countKeysAlone();
    }
  }

  /**
   * Returns the crowded counters of each {@link #keyProfiles}; none of those by which the column is
   * not planned.
   *
   * @param asked the kind that a user names; null: none
   */
  List<Bucket[]> crowded(ColumnKind asked) {
    return keyProfiles().stream()
        .map(keys -> texts == null || keys == texts.typed(asked) ? keys.crowded() : new Bucket[0])
        .toList();
  }

  /** Returns what was found of the cells as numbers or times of each type that they may be of. */
  List<KeyProfile> keyProfiles() {
    if (vectors != null) {
      return vectors.parts();
    }
    return texts == null ? List.of(keys) : texts.keyProfiles();
  }

  String name() {
    return name;
  }

  /** Returns the column's Spark type. */
  String type() {
    return type;
  }

  boolean isText() {
    return texts != null;
  }

  boolean isVector() {
    return vectors != null;
  }

  VectorProfile vectors() {
    return vectors;
  }

  KeyProfile keys() {
    return keys;
  }

  TextProfile texts() {
    return texts;
  }

  long nulls() {
    return nulls;
  }

  /** Returns the number of NaN and of {@link #beyond}, or of vectors that cannot be used. */
  long bad() {
    return bad;
  }

  /** Returns the number of infinities, and of numbers whose digits are too many for a key. */
  long beyond() {
    return beyond;
  }

  /** Returns how many cells hold a value that can be used. */
  long filled() {
    if (isVector()) {
      return vectors.rows();
    }
    return isText() ? texts.rows() : keys.rows();
  }
}
