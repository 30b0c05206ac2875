package io.ncsn.waves;

import io.ncsn.config.ConfigException;
import io.ncsn.waves.Commit.DataFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.util.LongAccumulator;

/** The Parquet files of a job's output that readers see. */
final class DataFiles {
  /** As Spark names the file of a task. */
  private static final Pattern NAME = Pattern.compile("part-(\\d+)-.*\\.parquet");

  /** Names of the directories in which committers keep unpublished files. */
  private static final Pattern UNPUBLISHED = Pattern.compile("_temporary|__magic.*");

  private static final String DICTIONARY = "parquet.enable.dictionary";

  private final SparkSession spark;

  /**
   * Makes no Java code for its rows. For some hundred columns Spark would write and compile a
   * thousand lines in each task of each wave, which is slower than to go through the columns.
   */
  private final SparkSession withoutCode;

  private final FileSystem files;
  private final Path directory;

  DataFiles(SparkSession spark, FileSystem files, Path directory) {
    this.spark = spark;
    this.withoutCode = spark.newSession();
    withoutCode.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    withoutCode.conf().set("spark.sql.codegen.wholeStage", false);
    this.files = files;
    this.directory = directory;
  }

  /**
   * Writes a file a partition by one Spark job.
   *
   * @return rows written
   */
  long write(JavaRDD<InternalRow> rows, StructType schema) {
    // Counted in the job's last stage, where a partition counts once however often it is tried.
    LongAccumulator count = spark.sparkContext().longAccumulator();
    JavaRDD<InternalRow> counted = rows.mapPartitions(part -> counted(part, count));
    withoutCode
        .internalCreateDataFrame(counted.rdd(), schema, false)
        .write()
        .mode(SaveMode.Append)
        .options(options(schema))
        .parquet(directory.toString());
    return count.value();
  }

  /**
   * Returns few options, because for each one Spark copies those that it has: whether columns have
   * a dictionary, and the columns for which it is otherwise.
   */
  private static Map<String, String> options(StructType schema) {
    Map<String, String> options = new HashMap<>();
    options.put("maxRecordsPerFile", "0");
    options.put("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    Map<Boolean, List<Leaf>> leaves =
        Arrays.stream(schema.fields())
            .flatMap(column -> leaves(column.name(), column.dataType()))
            .collect(Collectors.partitioningBy(Leaf::repeats));
    boolean most = leaves.get(true).size() >= leaves.get(false).size();
    options.put(DICTIONARY, Boolean.toString(most));
    leaves
        .get(!most)
        .forEach(leaf -> options.put(DICTIONARY + "#" + leaf.path(), Boolean.toString(!most)));
    return options;
  }

  /**
   * Values in Parquet.
   *
   * @param repeats whether they are no fractions, which hardly ever repeat: a dictionary of those
   *     would take longer than all else, and be of no use
   */
  private record Leaf(String path, boolean repeats) {}

  /** Returns the values of a column. */
  private static Stream<Leaf> leaves(String path, DataType type) {
    if (type instanceof UserDefinedType<?> stored) {
      return leaves(path, stored.sqlType());
    }
    if (type instanceof ArrayType array) {
      return leaves(path + ".list.element", array.elementType());
    }
    if (type instanceof StructType parts) {
      return Arrays.stream(parts.fields())
          .flatMap(part -> leaves(path + "." + part.name(), part.dataType()));
    }
    if (type instanceof MapType map) {
      return Stream.concat(
          leaves(path + ".key_value.key", map.keyType()),
          leaves(path + ".key_value.value", map.valueType()));
    }
    boolean isFraction = type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
    return Stream.of(new Leaf(path, !isFraction));
  }

  private static Iterator<InternalRow> counted(Iterator<InternalRow> rows, LongAccumulator count) {
    Iterable<InternalRow> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false).peek(row -> count.add(1)).iterator();
  }

  /** Which task of its wave wrote a file. */
  int task(DataFile file) {
    Matcher name = NAME.matcher(file.name());
    if (!name.matches()) {
      throw unexpected(file.name());
    }
    return Integer.parseInt(name.group(1));
  }

  /** Files that no wave of the record has committed. */
  List<DataFile> found(WaveLog log) throws IOException {
    Set<String> known = new HashSet<>();
    log.commits().forEach(commit -> commit.files().forEach(file -> known.add(file.name())));
    return list().stream().filter(file -> !known.contains(file.name())).toList();
  }

  /** Checks that all files of the record are there, as long as they were. */
  void requireAsRecorded(WaveLog log) throws IOException {
    Map<String, Long> found = new HashMap<>();
    list().forEach(file -> found.put(file.name(), file.bytes()));
    for (Commit commit : log.commits()) {
      for (DataFile file : commit.files()) {
        Long bytes = found.get(file.name());
        if (bytes == null || bytes != file.bytes()) {
          throw new WaveException(
              "Cannot go on with %s: its file %s is %s, and had %d bytes when it was written; delete the directory to begin anew"
                  .formatted(
                      directory,
                      file.name(),
                      bytes == null ? "missing" : bytes + " bytes long",
                      file.bytes()));
        }
      }
    }
  }

  /** Checks that a job can begin here. */
  void requireNone() throws IOException {
    List<DataFile> found = list();
    if (!found.isEmpty()) {
      throw new ConfigException(
          "Cannot write to %s: it holds %s and no record of the job that wrote it; give another output, or delete the directory"
              .formatted(directory, found.get(0).name()));
    }
  }

  /** Deletes what tasks had written and no committer published. */
  void clean() throws IOException {
    for (FileStatus status : files.listStatus(directory)) {
      if (UNPUBLISHED.matcher(status.getPath().getName()).matches()) {
        files.delete(status.getPath(), true);
      }
    }
  }

  /** Rows in {@code some}, by their footers. */
  long rows(List<DataFile> some) {
    return FooterRows.count(
        spark, some.stream().map(file -> new Path(directory, file.name()).toString()).toList());
  }

  /** Checks that readers see {@code rows} rows. They read no directories below this one. */
  void requireRows(long rows) throws IOException {
    List<String> seen =
        Arrays.stream(files.listStatus(directory))
            .filter(status -> status.isFile() && !isHidden(status))
            .map(status -> status.getPath().toString())
            .toList();
    long found = FooterRows.count(spark, seen);
    if (found != rows) {
      throw new WaveException(
          "Cannot finish %s: it holds %d rows, its record says %d; files in it were changed, or some executors write to disks of their own; delete the directory to begin anew, or name one that they share with the driver"
              .formatted(directory, found, rows));
    }
  }

  /** Returns what to say if no file is there after a wave. */
  WaveException elsewhere(long rows) {
    return new WaveException(
        "Cannot write %s: executors have just written %d rows there, and the driver finds none; name a directory that they share with the driver, such as on HDFS"
            .formatted(directory, rows));
  }

  WaveException unexpected(String name) {
    return new WaveException(
        "Cannot go on with %s: its file %s is not in its record; take it away, or delete the directory to begin anew"
            .formatted(directory, name));
  }

  private static boolean isHidden(FileStatus status) {
    String name = status.getPath().getName();
    return name.startsWith("_") || name.startsWith(".");
  }

  private List<DataFile> list() throws IOException {
    List<DataFile> found = new ArrayList<>();
    if (files.exists(directory)) {
      for (FileStatus status : files.listStatus(directory)) {
        if (!isHidden(status)) {
          found.add(new DataFile(status.getPath().getName(), status.getLen()));
        }
      }
    }
    return found;
  }
}
