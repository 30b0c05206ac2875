package io.ncsn.data.plan;

import io.ncsn.data.codec.KeyReader;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.TextTimes;
import java.io.Serializable;
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
  private long nulls;
  private long bad;

  /**
   * Makes an empty profile.
   *
   * @param most greatest number of different cells to count one by one
   * @param formed whether to find out how numbers and times are written as text
   */
  ColumnProfile(StructField field, int most, boolean formed) {
    DataType type = field.dataType();
    this.name = field.name();
    this.type = type.catalogString();
    boolean isText = type instanceof StringType;
    NumberLine line = new NumberLine(this.type);
    this.reader = isText ? null : line.reader(type);
    this.keys = isText ? null : new KeyProfile(line, most);
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
    } else {
      long key = reader.read(row, ordinal);
      if (key == NumberLine.NO_KEY) {
        bad++; // NaN and infinities
      } else {
        keys.add(key);
      }
    }
  }

  ColumnProfile merge(ColumnProfile other) {
    nulls += other.nulls;
    bad += other.bad;
    if (texts != null) {
      texts.merge(other.texts);
    } else {
      keys.merge(other.keys);
    }
    return this;
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

  KeyProfile keys() {
    return keys;
  }

  TextProfile texts() {
    return texts;
  }

  long nulls() {
    return nulls;
  }

  /** Returns the number of NaN and infinities. */
  long bad() {
    return bad;
  }

  /** Returns how many cells hold a value that can be used. */
  long filled() {
    return isText() ? texts.rows() : keys.rows();
  }
}
