package io.ncsn.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code data.*}: which rows and columns, and what to do with the bad ones.
 *
 * @param input path, Hadoop URI, {@code dataset:NAME}, {@code table:NAME} or {@code query:SELECT},
 *     as {@link InputKind} says
 * @param format {@code auto} goes by the file name's ending
 * @param columns columns by name; empty means all
 * @param features one Spark ML Vector or array column instead of {@code columns}
 * @param image the shape of rows that are images
 * @param pictures how files of pictures become such images
 * @param exclude columns to leave out of "all"
 * @param cells what is said about the cells of columns
 * @param roles what rows are for
 * @param rows row count of a generated {@code dataset:NAME}
 * @param seed seed of a generated {@code dataset:NAME} and of the split and shuffle
 */
public record DataSettings(
    String input,
    Format format,
    List<String> columns,
    Optional<String> features,
    Optional<ImageFormat> image,
    PictureSettings pictures,
    List<String> exclude,
    BadRows badRows,
    Scale scale,
    CellSettings cells,
    RowRoles roles,
    long rows,
    long seed) {

  /** The built-in data sets that have a number of rows of their own. */
  private static final String DIGITS = "digits";

  private static final long MOST_ROWS = 1_000_000_000_000L;
  private static final Kind<List<String>> NAMES =
      Kind.list("a list of column names, such as [a, b]", Kind.text("a column's name"));

  /** Reads {@code data.*}. */
  public static DataSettings read(Values values) {
    Optional<ImageFormat> image = ImageFormat.read(values);
    Scale scale = values.read("data.scale", Kind.choice(Scale.class));
    DataSettings data =
        new DataSettings(
            InputKind.read(values),
            values.read("data.format", Kind.choice(Format.class)),
            values.read("data.columns", NAMES.orAuto()).orElse(List.of()),
            values.read("data.features", Kind.text("a column's name").orAuto()),
            image,
            PictureSettings.read(values),
            values.read("data.exclude", NAMES),
            values.read("data.bad-rows", Kind.choice(BadRows.class)),
            scale == Scale.AUTO && image.isPresent() ? Scale.GLOBAL : scale,
            CellSettings.read(values),
            RowRoles.read(values),
            values.read("data.rows", Kind.wholeNumber(2, MOST_ROWS)),
            values.read("data.seed", Kind.seed()));
    new DataRules(data, values).check();
    return data;
  }

  /** Returns the columns that are named, to be modelled or to say what rows are for. */
  public List<String> named() {
    return Stream.concat(columns.stream(), roles.columns().stream()).toList();
  }

  /**
   * Returns whether rows may be images in one column: if there is one, other columns may stand
   * beside it. Otherwise {@code columns} names the columns of single pixels.
   */
  public boolean mayHaveImageColumn() {
    return image.isPresent()
        && (features.isPresent()
            || columns.isEmpty()
            || columns.stream().anyMatch(ImageFormat.COLUMN::equalsIgnoreCase));
  }

  /** Returns whether a column is left out, so that whatever is wrong with it does not matter. */
  public boolean leavesOut(String name) {
    List<String> chosen =
        mayHaveImageColumn() ? besideImages() : features.map(List::of).orElse(columns);
    if (names(roles.columns(), name)) {
      return false;
    }
    return chosen.isEmpty() ? names(exclude, name) : !names(chosen, name);
  }

  /** Returns the columns of a table of images that are named; empty means all. */
  private List<String> besideImages() {
    return columns.isEmpty()
        ? List.of()
        : Stream.of(columns.stream(), features.stream(), image.flatMap(ImageFormat::label).stream())
            .flatMap(named -> named)
            .toList();
  }

  private static boolean names(List<String> columns, String name) {
    return columns.stream().anyMatch(column -> isPartOf(asColumn(name), asColumn(column)));
  }

  /** Returns whether a name is that of a column, or of a field in a struct column. */
  private static boolean isPartOf(String column, String name) {
    return name.equals(column) || name.startsWith(column + ".");
  }

  /** In names of columns, case does not count. */
  static String asColumn(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether {@code input} names a built-in data set, {@code dataset:NAME}. */
  public static boolean isBuiltIn(String input) {
    return InputKind.of(input) == InputKind.BUILT_IN;
  }

  /** The name of a built-in data set: {@code input} without {@code dataset:}. */
  public static String builtInName(String input) {
    return InputKind.BUILT_IN.rest(input);
  }

  /** Whether {@code data.rows} says how many rows the table has. */
  public boolean isGenerated() {
    return isBuiltIn(input) && !builtInName(input).startsWith(DIGITS);
  }

  /** The fraction of rows held out of training, in [0, 1). */
  public double holdout() {
    return roles.holdout();
  }

  /** These settings for another table. */
  public DataSettings withInput(String other) {
    return new DataSettings(
        other, format, columns, features, image, pictures, exclude, badRows, scale, cells, roles,
        rows, seed);
  }

  /** These settings for columns by name. */
  public DataSettings withColumns(List<String> names) {
    return new DataSettings(
        input,
        format,
        names,
        Optional.empty(),
        image,
        pictures,
        List.of(),
        badRows,
        scale,
        cells,
        roles,
        rows,
        seed);
  }

  /** These settings for some columns, of which one holds images. */
  public DataSettings withColumnsOfImages(List<String> names) {
    return new DataSettings(
        input, format, names, features, image, pictures, List.of(), badRows, scale, cells, roles,
        rows, seed);
  }

  /** These settings for one vector or array column. */
  public DataSettings withFeatures(String name) {
    return new DataSettings(
        input,
        format,
        List.of(),
        Optional.of(name),
        image,
        pictures,
        List.of(),
        badRows,
        scale,
        cells,
        roles,
        rows,
        seed);
  }

  /** These settings without what training alone does to rows: two that are equal read the same. */
  public DataSettings ofReading() {
    return new DataSettings(
        input,
        format,
        columns,
        features,
        image.map(ImageFormat::withoutFlip),
        pictures,
        exclude,
        badRows,
        scale,
        cells,
        roles,
        rows,
        seed);
  }

  /** These settings with another scale. */
  public DataSettings withScale(Scale other) {
    return new DataSettings(
        input, format, columns, features, image, pictures, exclude, badRows, other, cells, roles,
        rows, seed);
  }

  /** These settings for cells of text that are written in another way. */
  public DataSettings withText(List<String> nullValues, Optional<String> timestampFormat) {
    return new DataSettings(
        input,
        format,
        columns,
        features,
        image,
        pictures,
        exclude,
        badRows,
        scale,
        cells.withText(nullValues, timestampFormat),
        roles,
        rows,
        seed);
  }

  /** These settings with another share of rows held out. */
  public DataSettings withHoldout(double share) {
    return new DataSettings(
        input,
        format,
        columns,
        features,
        image,
        pictures,
        exclude,
        badRows,
        scale,
        cells,
        roles.withHoldout(share),
        rows,
        seed);
  }

  /** {@code data.format}. */
  public enum Format {
    AUTO,
    PARQUET,
    CSV,
    JSON,
    ORC,
    IDX,
    IMAGE
  }

  /** {@code data.bad-rows}. */
  public enum BadRows {
    FAIL,
    DROP,
    QUARANTINE
  }

  /**
   * {@code data.scale}: by what the table holds; columns of all kinds, and numbers by their
   * quantiles; a mean and a scale for each column; a mean for each column and one scale for all
   * (pixels); or none.
   */
  public enum Scale {
    AUTO,
    QUANTILE,
    COLUMN,
    GLOBAL,
    NONE
  }
}
