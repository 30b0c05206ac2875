package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.data.codec.DataException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The files behind {@code data.input}: a file, a directory or a pattern of any Hadoop file system.
 *
 * @param input as it was asked for
 * @param files not empty, none of 0 bytes, ordered by path
 * @param format never {@code AUTO}
 * @param labels the files of the table of pictures' labels, if there is one
 */
public record InputFiles(
    String input, List<FileStatus> files, Format format, Optional<InputFiles> labels) {

  /** Lists the files, cheaply and before any Spark job. */
  public static InputFiles list(Configuration hadoop, DataSettings settings) {
    Optional<InputFiles> labels =
        settings.pictures().labels().map(place -> LabelTable.list(hadoop, place));
    Set<Path> ofLabels =
        labels.stream()
            .flatMap(table -> table.files.stream())
            .map(FileStatus::getPath)
            .collect(Collectors.toSet());
    InputFiles found =
        list(
            hadoop, settings.input(), settings.format(), file -> ofLabels.contains(file.getPath()));
    return new InputFiles(found.input, found.files, found.format, labels);
  }

  /**
   * Lists files of a table.
   *
   * @param isOther tells files that do not belong to it
   */
  static InputFiles list(
      Configuration hadoop, String input, Format asked, Predicate<FileStatus> isOther) {
    List<FileStatus> all = FileListing.of(hadoop, input);
    List<FileStatus> files =
        all.stream().filter(file -> file.getLen() != 0).filter(isOther.negate()).toList();
    if (files.isEmpty()) {
      String found = all.isEmpty() ? "no files in it" : "nothing in it (0 bytes)";
      throw new DataException(
          "Cannot read data.input '%s': found %s, need a table of at least 2 rows; check the path"
              .formatted(input, found));
    }
    Format format = asked == Format.AUTO ? formatOf(input, files) : asked;
    return new InputFiles(
        input,
        format == Format.IDX ? IdxPairs.files(IdxPairs.of(hadoop, input, files)) : files,
        format,
        Optional.empty());
  }

  private static Format formatOf(String input, List<FileStatus> files) {
    List<Format> formats =
        files.stream().map(file -> FileNames.format(file.getPath().getName())).distinct().toList();
    if (formats.size() == 1 && formats.get(0) != Format.AUTO) {
      return formats.get(0);
    }
    throw new DataException(
        "Cannot tell the format of data.input '%s': found %s, need names that end in one of %s; set data.format to parquet, csv, json, orc, image or idx"
            .formatted(input, found(files, formats), FileNames.TABLES));
  }

  private static String found(List<FileStatus> files, List<Format> formats) {
    String first = files.get(0).getPath().getName();
    if (formats.size() == 1) {
      return "'" + first + "'";
    }
    return files.stream()
        .map(file -> file.getPath().getName())
        .filter(name -> FileNames.format(name) != formats.get(0))
        .findFirst()
        .map(other -> "files of several formats ('%s' and '%s')".formatted(first, other))
        .orElseThrow();
  }

  /** The files' paths, as Spark must be given them. */
  List<String> paths() {
    return files.stream().map(file -> literal(file.getPath().toString())).toList();
  }

  /** The path as a pattern that nothing but it matches: Spark takes each path for a pattern. */
  static String literal(String path) {
    return path.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }

  /**
   * What tells whether the input has changed: each file's path, length and modification time, and
   * those of the table of labels.
   */
  public String fingerprint() {
    StringBuilder text = new StringBuilder(format.name());
    for (FileStatus file : files) {
      text.append('\n').append(file.getPath()).append(' ').append(file.getLen());
      text.append(' ').append(file.getModificationTime());
    }
    labels.ifPresent(table -> text.append("\nlabels ").append(table.fingerprint()));
    return text.toString();
  }
}
