package io.ncsn.data.read;

import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of several Parquet or ORC files together. Types of numbers are widened. A column that
 * no file can give is left out, with the reason.
 */
final class MergedSchema {
  private final String input;
  private final Predicate<String> isUnwanted;
  private final Map<String, DataType> types = new LinkedHashMap<>();
  private final Map<String, StructField> first = new LinkedHashMap<>();
  private final Map<String, String> firstFile = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private final Set<String> unsigned = new HashSet<>();
  private final Set<String> filled = new HashSet<>();

  private MergedSchema(String input, Predicate<String> isUnwanted) {
    this.input = input;
    this.isUnwanted = isUnwanted;
  }

  /**
   * Merges the schemas in their order.
   *
   * @param isUnwanted tells columns that nobody wants: whatever is wrong with them does not matter
   * @throws DataException if a column of numbers is of another kind in another file
   */
  static MergedSchema of(String input, List<FileSchema> files, Predicate<String> isUnwanted) {
    MergedSchema merged = new MergedSchema(input, isUnwanted);
    for (FileSchema file : files) {
      file.unreadable().forEach((name, type) -> merged.leaveOut(name, "unreadable: " + type));
      merged.requireDistinct(file.readable());
      for (StructField field : file.readable().fields()) {
        merged.add(file, field);
      }
      file.unsigned().forEach(name -> merged.unsigned.add(key(name)));
    }
    return merged;
  }

  private void add(FileSchema file, StructField field) {
    String name = key(field.name());
    if (leftOut.containsKey(name)) {
      return;
    }
    first.putIfAbsent(name, field);
    if (file.empty().contains(field.name())) {
      return; // its type there is anyone's guess
    }
    filled.add(name);
    DataType known = types.putIfAbsent(name, field.dataType());
    firstFile.putIfAbsent(name, file.file());
    if (known == null || known.sameType(field.dataType())) {
      return;
    }
    Optional<DataType> wider = NumberTypes.wider(known, field.dataType());
    if (wider.isEmpty()) {
      refuse(field.name(), known, file.file(), field.dataType());
    } else {
      types.put(name, wider.get());
    }
  }

  private void refuse(String name, DataType known, String file, DataType other) {
    String found =
        "%s in %s and %s in %s"
            .formatted(
                known.catalogString(),
                new Path(firstFile.get(key(name))).getName(),
                other.catalogString(),
                new Path(file).getName());
    if ((isNumeric(known) || isNumeric(other)) && !isUnwanted.test(name)) {
      throw new DataException(
          "Cannot read column '%s' of data.input '%s': it is %s; write all files with one type, or leave the column out by data.exclude"
              .formatted(name, input, found));
    }
    leaveOut(name, found);
  }

  private static boolean isNumeric(DataType type) {
    return CellReader.isNumber(type)
        || (type instanceof ArrayType array && CellReader.isNumber(array.elementType()));
  }

  private void leaveOut(String name, String reason) {
    leftOut.putIfAbsent(key(name), "'%s' (%s)".formatted(name, reason));
    types.remove(key(name));
    first.remove(key(name));
  }

  /** Two names of one file that differ in case alone; of an excluded one, either will do. */
  private void requireDistinct(StructType file) {
    Map<String, String> seen = new HashMap<>();
    for (String name : file.fieldNames()) {
      String other = seen.put(key(name), name);
      if (other != null && !isUnwanted.test(name)) {
        throw new DataException(
            "Cannot read data.input '%s': found two columns named '%s' and '%s' (case does not count), need different names; rename one, or leave both out by data.exclude"
                .formatted(input, other, name));
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The columns to read, those that hold nothing too. */
  StructType schema() {
    StructType schema = new StructType();
    for (StructField field : first.values()) {
      DataType type = types.getOrDefault(key(field.name()), field.dataType());
      schema = schema.add(field.name(), type, true, field.metadata());
    }
    return schema;
  }

  ColumnNotes notes() {
    Set<String> empty = new HashSet<>(first.keySet());
    empty.removeAll(filled);
    return new ColumnNotes(leftOut, empty, unsigned);
  }

  /**
   * Files that are read together: those whose columns have the same types, in the order in which
   * the first of each comes.
   */
  Map<StructType, List<String>> groups(List<FileSchema> files) {
    Map<StructType, List<String>> groups = new LinkedHashMap<>();
    for (FileSchema file : files) {
      groups.computeIfAbsent(schemaOf(file), key -> new ArrayList<>()).add(file.file());
    }
    return groups;
  }

  /** The merged schema, but for the columns that differ: those as they are in the file. */
  private StructType schemaOf(FileSchema file) {
    Map<String, StructField> own = new LinkedHashMap<>();
    for (StructField field : file.readable().fields()) {
      own.put(key(field.name()), field);
    }
    StructType schema = new StructType();
    for (StructField field : schema().fields()) {
      StructField there = own.get(key(field.name()));
      boolean differs = there != null && !there.dataType().sameType(field.dataType());
      schema =
          schema.add(
              field.name(), differs ? there.dataType() : field.dataType(), true, field.metadata());
    }
    return schema;
  }
}
