package io.ncsn.checkpoint;

import io.ncsn.checkpoint.Manifest.VectorFile;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.network.NetworkSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Checks that the parts of a manifest fit together. The checksum does not show this, because anyone
 * who writes a model can compute it. Call this before anything is allocated because of the
 * manifest.
 */
final class ManifestCheck {
  /** The form of our file names: no folder, no scheme and no parent directory. */
  private static final Pattern FILE_NAME = Pattern.compile("[a-z][a-z0-9-]*\\.f32");

  private static final Pattern CODEC_NAME = Pattern.compile("[a-z][a-z0-9-]*\\.(json|txt)");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** The numeric types of Spark SQL. */
  private static final Pattern TYPE =
      Pattern.compile("tinyint|smallint|int|bigint|float|double|decimal\\(\\d{1,2},\\d{1,2}\\)");

  /** The greatest width that {@code network.hidden} allows. */
  private static final int WIDEST = 65_536;

  private final String file;

  private ManifestCheck(String file) {
    this.file = file;
  }

  /**
   * Checks {@code manifest}.
   *
   * @param file file name for error messages
   * @throws CheckpointException if parts do not fit together
   */
  static void require(Manifest manifest, String file) {
    new ManifestCheck(file).check(manifest);
  }

  private void check(Manifest manifest) {
    ModelFields model = manifest.model();
    require(model != null && manifest.state() != null && manifest.files() != null, "parts missing");
    require(
        model.schedule() != null
            && model.ranges() != null
            && (model.isMixed()
                ? model.codec() != null
                    && (model.mixed().hidden() == null) != (model.mixed().unet() == null)
                : model.network() != null
                    && model.network().form() != null
                    && model.table() != null
                    && model.scaler() != null),
        "parts of the model missing");
    require(manifest.state().round() >= 0 && manifest.state().iteration() >= 0, "a round below 0");
    List<Integer> hidden =
        model.isMixed()
            ? model.mixed().architecture().hidden()
            : model.network().architecture().hidden();
    require(hidden.stream().allMatch(width -> width <= WIDEST), "a layer wider than %d", WIDEST);
    if (model.isMixed()) {
      codec(model.codec());
      VectorFile parameters = manifest.files().get(Checkpoint.PARAMETERS);
      require(parameters != null, "no vector '%s'", Checkpoint.PARAMETERS);
      vectors(manifest.files(), parameters.length(), true);
      return;
    }
    int dimension = model.network().dimension();
    table(model.table(), dimension);
    scaler(model.scaler(), dimension);
    ranges(model.ranges(), dimension);
    vectors(manifest.files(), parameters(model.network()), false);
  }

  private void table(TableSchema table, int dimension) {
    require(
        table.dimension() == dimension,
        "%d columns, and a network of %d",
        table.dimension(),
        dimension);
    require(
        table.layout() != null && (table.layout() == Layout.COLUMNS || table.features() != null),
        "a table without a layout");
    for (TableSchema.Column column : table.columns()) {
      require(column.name() != null && column.type() != null, "a column without name or type");
      require(
          TYPE.matcher(column.type().toLowerCase(Locale.ROOT)).matches(),
          "column '%s' of type '%s', which is no number",
          column.name(),
          column.type());
    }
  }

  private void scaler(Scaler scaler, int dimension) {
    require(
        scaler.mean() != null
            && scaler.scale() != null
            && scaler.mean().length == dimension
            && scaler.scale().length == dimension,
        "a scaler of other columns than %d",
        dimension);
    for (int c = 0; c < dimension; c++) {
      require(
          Double.isFinite(scaler.mean()[c])
              && Double.isFinite(scaler.scale()[c])
              && scaler.scale()[c] > 0,
          "mean %s and scale %s of column %d",
          scaler.mean()[c],
          scaler.scale()[c],
          c + 1);
    }
  }

  private void ranges(ColumnRanges ranges, int dimension) {
    for (float[] values :
        new float[][] {ranges.least(), ranges.greatest(), ranges.mean(), ranges.variance()}) {
      require(
          values != null && values.length == dimension,
          "ranges of other columns than %d",
          dimension);
    }
  }

  private void codec(Map<String, String> files) {
    files.forEach(
        (name, sha256) ->
            require(
                CODEC_NAME.matcher(name).matches()
                    && sha256 != null
                    && SHA256.matcher(sha256).matches(),
                "a codec file named '%s', which leaves the directory or has no sha256",
                name));
  }

  private void vectors(Map<String, VectorFile> files, long parameters, boolean mixed) {
    Map<String, Long> lengths = new TreeMap<>();
    for (String name :
        new String[] {
          Checkpoint.PARAMETERS,
          Checkpoint.EMA,
          Checkpoint.VELOCITY,
          Checkpoint.BEST,
          Checkpoint.FILLER
        }) {
      lengths.put(name, parameters);
    }
    lengths.put(Checkpoint.UPDATER, 2 * parameters);
    VectorFile calibration = mixed ? files.get(Checkpoint.CALIBRATION) : null;
    if (calibration != null) { // its length is checked when the columns are known
      lengths.put(Checkpoint.CALIBRATION, (long) calibration.length());
    }
    for (String name : new String[] {Checkpoint.PARAMETERS, Checkpoint.EMA, Checkpoint.UPDATER}) {
      require(files.get(name) != null, "no vector '%s'", name);
    }
    files.forEach(
        (name, vector) -> {
          require(lengths.containsKey(name), "an unknown vector '%s'", name);
          require(
              vector != null && vector.name() != null && vector.sha256() != null,
              "vector '%s' without a file",
              name);
          require(
              FILE_NAME.matcher(vector.name()).matches(),
              "a vector file named '%s', which leaves the directory",
              vector.name());
          require(
              vector.length() == lengths.get(name),
              "vector '%s' of %d numbers, and a network that needs %d",
              name,
              vector.length(),
              lengths.get(name));
        });
  }

  private long parameters(NetworkSpec network) {
    try {
      return network.parameters();
    } catch (ArithmeticException tooMany) {
      throw unfit("a network of more parameters than fit a vector");
    }
  }

  private void require(boolean fits, String found, Object... values) {
    if (!fits) {
      throw unfit(found.formatted(values));
    }
  }

  private CheckpointException unfit(String found) {
    return new CheckpointException(
        "Cannot read " + file + ": it does not fit together, found " + found + Manifest.MEND);
  }
}
