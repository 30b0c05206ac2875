package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.InputKind;
import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.DataException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table opened for reading.
 *
 * @param name as the user calls it: {@code data.input}
 * @param format {@code AUTO} for a table that comes from no files
 * @param notes what its files say about columns
 * @param files the files it is read from; none for a table that is made
 * @param holdout the column of booleans that says which rows are held out of training
 */
public record SourceTable(
    String name,
    Dataset<Row> table,
    Format format,
    ColumnNotes notes,
    List<FileStatus> files,
    Optional<String> holdout) {
  /** The name of a table that the program holds. */
  public static final String HELD = "the given table";

  /** Makes a table that does not say which rows are held out of training. */
  SourceTable(
      String name, Dataset<Row> table, Format format, ColumnNotes notes, List<FileStatus> files) {
    this(name, table, format, notes, files, Optional.empty());
  }

  /**
   * Opens the table that {@code data.input} names.
   *
   * @throws DataException if there is none, or it cannot be read
   */
  public static SourceTable open(SparkSession spark, DataSettings settings) {
    return open(spark, settings, column -> false);
  }

  /**
   * As {@link #open(SparkSession, DataSettings)}, whatever is wrong with columns that nobody wants.
   */
  public static SourceTable open(
      SparkSession spark, DataSettings settings, Predicate<String> isUnwanted) {
    return switch (InputKind.of(settings.input())) {
      case BUILT_IN -> BuiltInData.open(spark, settings);
      case TABLE, QUERY -> ofCatalogue(spark, settings);
      case FILES ->
          LakeDirectory.asTable(spark, settings.input())
              .map(table -> ofCatalogue(spark, settings.withInput(table)))
              .orElseGet(
                  () ->
                      open(
                          spark,
                          InputFiles.list(spark.sessionState().newHadoopConf(), settings),
                          settings,
                          isUnwanted));
    };
  }

  private static SourceTable ofCatalogue(SparkSession spark, DataSettings settings) {
    String input = settings.input();
    Dataset<Row> rows =
        InputKind.of(input) == InputKind.QUERY
            ? SqlQuery.open(spark, input)
            : CatalogTable.of(spark, input).rows();
    return made(input, rows).with(settings);
  }

  /**
   * As {@link #open(SparkSession, DataSettings, Predicate)}, with rows that come in the same order
   * each time and on any cluster: those of files in the order of the files, those of a catalogue
   * sorted by their cells.
   */
  static SourceTable openInOrder(
      SparkSession spark, DataSettings settings, Predicate<String> isUnwanted) {
    String input = PinnedInput.of(spark, settings).input();
    return InputKind.of(input).isOfCatalogue()
        ? open(spark, settings.withInput(input), isUnwanted).sorted()
        : open(StableOrder.session(spark), settings, isUnwanted);
  }

  private SourceTable sorted() {
    return withRows(StableOrder.sorted(table));
  }

  /** Opens the table of some files, by what the settings say about its cells. */
  public static SourceTable open(
      SparkSession spark, InputFiles files, DataSettings settings, Predicate<String> isUnwanted) {
    return TableReader.read(spark, files, settings, isUnwanted).with(settings);
  }

  /** A table that comes from no files. */
  public static SourceTable made(String name, Dataset<Row> table) {
    return new SourceTable(name, table, Format.AUTO, ColumnNotes.NONE, List.of());
  }

  /**
   * Returns the table with the struct fields that are named, and text cells as the settings say.
   *
   * @throws DataException if labels of pictures are asked for and its rows are none
   */
  public SourceTable with(DataSettings settings) {
    requireNoLabels(settings);
    SourceTable opened = withFields(settings.named());
    Dataset<Row> mended = TextCells.mended(opened.name, opened.table, settings.cells());
    return opened.withRows(mended).withArrays(labelledImages(settings));
  }

  /** Returns the column of images that have labels, if there is one. */
  private static List<String> labelledImages(DataSettings settings) {
    return settings.image().flatMap(ImageFormat::label).stream()
        .map(label -> settings.features().orElse(ImageFormat.COLUMN))
        .toList();
  }

  private void requireNoLabels(DataSettings settings) {
    if (settings.pictures().labels().isPresent() && format != Format.IMAGE) {
      throw new DataException(
          "Cannot label rows of data.input '%s' by data.image.labels: its rows are no files of pictures, and have no names; leave it out, and set data.image.label to the table's own column of labels"
              .formatted(name));
    }
  }

  /** Returns the table with a column for each of the names that is a path to a struct's field. */
  SourceTable withFields(List<String> names) {
    Dataset<Row> opened = StructFields.opened(table, names, hasFaults() ? 1 : 0);
    return withRows(opened);
  }

  /**
   * Returns the table with arrays of doubles for Spark ML vectors, and for arrays of numbers that
   * stand as text.
   *
   * @param names columns that are to be arrays of numbers, if they are there; case does not count
   */
  SourceTable withArrays(List<String> names) {
    return withRows(ImageArrays.of(table, names));
  }

  /** Returns the table with other rows or columns, of which the same is known. */
  public SourceTable withRows(Dataset<Row> rows) {
    return new SourceTable(name, rows, format, notes, files, holdout);
  }

  /**
   * Returns the table with a column that says which rows are held out of training, and that is not
   * modelled.
   */
  public SourceTable withHoldout(String column) {
    return new SourceTable(name, table, format, notes, files, Optional.of(column));
  }

  /**
   * Whether the last column, {@link TableReader#MALFORMED_LINE}, says of rows that they are bad
   * whatever their cells are.
   */
  boolean hasFaults() {
    return isText() || format == Format.IMAGE;
  }

  /** Returns whether a column is the one that says of rows that they are bad. */
  public boolean isFault(String column) {
    return hasFaults() && column.equals(TableReader.MALFORMED_LINE);
  }

  /** Returns some cells, null in rows that are bad whatever their cells are. */
  public Column unlessFault(Column cells) {
    return hasFaults() ? when(col(TableReader.MALFORMED_LINE).isNull(), cells) : cells;
  }

  /** Returns the reason for which such rows are bad. */
  BadRowReason fault() {
    return isText() ? BadRowReason.MALFORMED : BadRowReason.PICTURE;
  }

  /** Whether rows are images of files, whose other columns tell what is on them. */
  boolean isOfPixels() {
    return format == Format.IMAGE || format == Format.IDX;
  }

  /** Whether numbers stand as text; then the last column is {@link TableReader#MALFORMED_LINE}. */
  public boolean isText() {
    return format == Format.CSV || format == Format.JSON;
  }
}
