package io.ncsn.evaluate.mixed;

import io.ncsn.data.codec.DataException;
import io.ncsn.evaluate.mixed.MixedMeasures.RowCounts;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares a synthetic table of numbers and categories with the real one. Each figure comes with
 * its floor: the same figure of real rows that the model has not seen.
 *
 * <p>Each table is read twice, and once more if it has more rows than are compared: to count its
 * rows, and to gather them as numbers and hashes. Figures depend on the tables' rows and the seed,
 * never on their order, files or partitions.
 */
public final class MixedQuality {
  /** Cells of each table that are gathered, a bound of the driver's memory. */
  static final int MOST_CELLS = 1 << 24;

  /** Differences of cells that one search for nearest rows takes at most. */
  private static final long MOST_DIFFERENCES = 3_000_000_000L;

  private final Dataset<Row> training;
  private final Dataset<Row> synthetic;
  private final Optional<Dataset<Row>> holdout;
  private final List<MixedColumn> columns;
  private final MixedSettings settings;

  private MixedQuality(
      Dataset<Row> training,
      Dataset<Row> synthetic,
      Optional<Dataset<Row>> holdout,
      List<MixedColumn> columns,
      MixedSettings settings) {
    this.training = training;
    this.synthetic = synthetic;
    this.holdout = holdout;
    this.columns = List.copyOf(columns);
    this.settings = settings;
  }

  /**
   * Compares tables with the default settings.
   *
   * @param training real rows that the model was trained on
   * @param synthetic rows of the model
   * @param holdout real rows that the model has not seen; without them there are no floors, and
   *     measures that need such rows are left out
   * @param columns the columns to compare, see {@link ComparedColumns}
   */
  public static MixedQuality of(
      Dataset<Row> training,
      Dataset<Row> synthetic,
      Optional<Dataset<Row>> holdout,
      List<MixedColumn> columns) {
    return new MixedQuality(training, synthetic, holdout, columns, MixedSettings.defaults());
  }

  /** Returns the same comparison with other settings. */
  public MixedQuality with(MixedSettings other) {
    return new MixedQuality(training, synthetic, holdout, columns, other);
  }

  /** Takes all measures. */
  public MixedMeasures measures() {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(training.sparkSession().sparkContext());
    MixedTables gathered = gather();
    Broadcast<MixedTables> tables = spark.broadcast(gathered);
    Broadcast<Embedded[]> points = spark.broadcast(points(gathered));
    try {
      Shape shape = ShapeMeasure.of(spark, columns, tables);
      Trend trend = TrendMeasure.of(spark, columns, tables, settings.seed());
      return new MixedMeasures(
          counts(gathered),
          shape,
          trend,
          Views.of(
              columns, gathered, training.unionByName(synthetic), shape.columns(), trend.pairs()),
          DetectionMeasure.of(spark, tables, settings.classifierRows()),
          CoverageMeasure.of(spark, points, nearestRows()),
          PrivacyMeasure.of(spark, gathered, points, nearestRows()),
          settings
              .target()
              .filter(target -> holdout.isPresent())
              .map(target -> UtilityMeasure.of(spark, columns, tables, target)));
    } finally {
      tables.destroy();
      points.destroy();
    }
  }

  private RowCounts counts(MixedTables gathered) {
    return new RowCounts(
        gathered.training().rows(),
        gathered.synthetic().rows(),
        gathered.holdout().map(MixedTable::rows).orElse(0),
        settings.classifierRows(),
        nearestRows());
  }

  /** The searches' work grows with rows² × columns: wide tables get fewer rows. */
  private int nearestRows() {
    double most = Math.sqrt((double) MOST_DIFFERENCES / columns.size());
    return (int) Math.max(2, Math.min(settings.nearestRows(), most));
  }

  private Embedded[] points(MixedTables gathered) {
    return gathered
        .all()
        .map(table -> Embedded.of(table.head(nearestRows()), gathered.training()))
        .toArray(Embedded[]::new);
  }

  private MixedTables gather() {
    if (columns.isEmpty()) {
      throw new DataException("Cannot compare tables: found 0 columns, need at least 1");
    }
    List<long[][]> gathered = new ArrayList<>();
    gathered.add(gather("training", training, 0));
    gathered.add(gather("synthetic", synthetic, 1));
    holdout.ifPresent(table -> gathered.add(gather("hold-out", table, 2)));
    long[][] levels = MixedTable.levels(gathered, columns);
    List<MixedTable> coded = MixedTable.code(gathered, levels);
    return new MixedTables(
        levels,
        coded.get(0),
        coded.get(1),
        coded.size() < 3 ? Optional.empty() : Optional.of(coded.get(2)));
  }

  /** Each table's rows have an order of their own, or copies of rows would be chosen together. */
  private long[][] gather(String name, Dataset<Row> table, int number) {
    long seed = Streams.hash(settings.seed(), Purpose.EVALUATION, number);
    int limit = Math.max(1, Math.min(settings.rows(), MOST_CELLS / columns.size()));
    long[][] rows = CellRows.gather(table, columns, limit, seed);
    if (rows.length == 0) {
      throw new DataException(
          "Cannot compare the %s table: found 0 rows, need at least 1".formatted(name));
    }
    return rows;
  }
}
