package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.InputKind;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.InputFiles;
import io.ncsn.data.read.PinnedInput;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.read.SparkErrors;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the table of {@code data.*} into shards. A first pass reads and checks the rows and finds
 * the scaler and the place of every row. A second pass with one shuffle scales the rows and writes
 * them as Parquet shards, which are then loaded. The result depends only on the rows as a multiset,
 * the settings and the number of replicas. It does not depend on the order and partitioning of the
 * input, on the cluster, or on tasks that ran twice.
 */
public final class TablePreparer {
  private static final Logger LOG = LoggerFactory.getLogger(TablePreparer.class);
  private static final String SHARDS = "shards";
  private static final String HOLDOUT = "holdout";
  private static final String QUARANTINE = "quarantine";
  private static final String PLAN = "plan";

  private final SparkSession spark;
  private final DataSettings settings;
  private final int replicas;
  private final List<String> reserved;
  private final String workDirectory;
  private final Optional<EarlierColumns> earlier;
  private final Configuration hadoop;

  private TablePreparer(
      SparkSession spark,
      DataSettings settings,
      int replicas,
      List<String> reserved,
      String workDirectory,
      Optional<EarlierColumns> earlier) {
    this.spark = spark;
    this.settings = settings;
    this.replicas = replicas;
    this.reserved = reserved;
    this.workDirectory = workDirectory;
    this.earlier = earlier;
    this.hadoop = spark.sessionState().newHadoopConf();
  }

  /**
   * Prepares the table. Reuses the contents of the work directory if equal settings made it from an
   * unchanged input (files with equal path, length and modification time, or a version of a table).
   * Nothing shows whether a query or a table without versions has changed: its shards are made
   * again.
   *
   * @param replicas number of replicas; the number of training shards is a multiple of it
   * @param workDirectory local path or any Hadoop URI; receives {@code shards}, {@code holdout},
   *     {@code quarantine} and {@code prepared.json}
   * @throws DataException if the data cannot be used as asked
   */
  public static PreparedTable prepare(
      SparkSession spark, DataSettings settings, int replicas, String workDirectory) {
    return prepare(spark, settings, replicas, List.of(), workDirectory, Optional.empty());
  }

  /** Prepares a table whose samples have additional columns, and that no earlier model reads. */
  public static PreparedTable prepare(
      SparkSession spark,
      DataSettings settings,
      int replicas,
      List<String> reserved,
      String workDirectory) {
    return prepare(spark, settings, replicas, reserved, workDirectory, Optional.empty());
  }

  /** Prepares a table that the program holds and that no earlier model reads. */
  public static PreparedTable prepare(
      Dataset<Row> table,
      DataSettings settings,
      int replicas,
      List<String> reserved,
      String workDirectory) {
    return prepare(table, settings, replicas, reserved, workDirectory, Optional.empty());
  }

  /**
   * Like {@link #prepare(SparkSession, DataSettings, int, String)}, but for a table whose samples
   * have additional columns.
   *
   * @param reserved names that no column may have, ignoring case
   * @param earlier how an earlier model reads the table, if it is to be read so
   * @throws DataException if a column has such a name; in that case only the head of the table is
   *     read and nothing is written
   */
  public static PreparedTable prepare(
      SparkSession spark,
      DataSettings settings,
      int replicas,
      List<String> reserved,
      String workDirectory,
      Optional<EarlierColumns> earlier) {
    return new TablePreparer(spark, settings, replicas, reserved, workDirectory, earlier).prepare();
  }

  /**
   * Prepares a table that the program holds. Nothing shows whether an earlier call prepared the
   * same table, so its shards are always made again.
   *
   * @param table the table; it is computed twice and must give the same rows both times
   * @param settings choice of columns and treatment of bad rows; {@code data.input} is not read
   * @param reserved names that no column may have, ignoring case
   * @param earlier how an earlier model reads the table, if it is to be read so
   * @throws DataException if the data cannot be used as asked
   */
  public static PreparedTable prepare(
      Dataset<Row> table,
      DataSettings settings,
      int replicas,
      List<String> reserved,
      String workDirectory,
      Optional<EarlierColumns> earlier) {
    TablePreparer preparer =
        new TablePreparer(
            table.sparkSession(),
            settings.withInput(SourceTable.HELD),
            replicas,
            reserved,
            workDirectory,
            earlier);
    SourceTable source = SourceTable.made(SourceTable.HELD, table).with(settings);
    return preparer.load(preparer.build(source, UUID.randomUUID().toString()));
  }

  private PreparedTable prepare() {
    PinnedInput input = PinnedInput.of(spark, settings);
    DataSettings pinned = input.in(settings);
    Optional<InputFiles> files =
        InputKind.of(input.input()) == InputKind.FILES
            ? Optional.of(InputFiles.list(hadoop, pinned))
            : Optional.empty();
    String key = input.isFixed() ? key(pinned, files) : UUID.randomUUID().toString();
    Optional<PreparedManifest> found =
        PreparedManifest.read(hadoop, workDirectory, key).filter(this::isWhole);
    found.ifPresent(manifest -> LOG.info("Taking the shards prepared in {}", workDirectory));
    return load(found.orElseGet(() -> build(source(pinned, files), key)));
  }

  private SourceTable source(DataSettings pinned, Optional<InputFiles> files) {
    return files
        .map(list -> SourceTable.open(spark, list, pinned, settings::leavesOut))
        .orElseGet(() -> SourceTable.open(spark, pinned, settings::leavesOut));
  }

  private PreparedManifest build(SourceTable source, String key) {
    PreparedManifest.clear(hadoop, workDirectory, SHARDS, HOLDOUT, QUARANTINE, PLAN);
    // What fails later is not said to be the input's fault: it was read whole by then.
    SurveyedTable table =
        SparkErrors.reading(
            source.name(), () -> SurveyedTable.survey(spark, source, settings, reserved, earlier));
    PreparedManifest manifest = shard(table, key);
    manifest.write(hadoop, workDirectory);
    return manifest;
  }

  private PreparedManifest shard(SurveyedTable table, String key) {
    report(table);
    if (table.read().files() > 0) {
      LOG.info("Read {} from {}", settings.input(), table.read().summary());
    }
    int dimension = table.codec().width();
    long rows = table.census().train().total();
    long holdoutRows = table.census().holdout().total();
    Side train = new Side(table.census().train(), ShardLayout.train(rows, dimension, replicas));
    Side holdout = new Side(table.census().holdout(), ShardLayout.holdout(holdoutRows, dimension));
    if (table.plan() != null) {
      PlanStore.write(hadoop, directory(PLAN), table.plan());
    }
    ShardWriter.write(spark, table, train, holdout, directory(SHARDS), directory(HOLDOUT));
    return new PreparedManifest(
        PreparedManifest.VERSION,
        key,
        table.schema(),
        table.scaler(),
        rows,
        holdoutRows,
        train.layout().shards(),
        table.census().badRows(),
        table.read(),
        table.census().rowsHash(),
        table.plan() == null ? null : PlanStore.hash(table.plan()),
        table.census().holdsBytes(),
        table.weights());
  }

  private void report(SurveyedTable table) {
    BadRowReport bad = table.census().badRows();
    if (bad.total() == 0) {
      return;
    }
    String found =
        bad.summary() + " in " + settings.input() + ":\n  " + String.join("\n  ", bad.examples());
    if (settings.badRows() == BadRows.QUARANTINE) {
      Quarantine.write(spark, table, directory(QUARANTINE));
      LOG.warn("Kept in {}: {}", directory(QUARANTINE), found);
    } else {
      LOG.warn("Dropped {}", found);
    }
  }

  /** Returns whether exactly its files are there. */
  private boolean isWhole(PreparedManifest manifest) {
    int dimension = manifest.scaler().dimension();
    ShardLayout train = ShardLayout.train(manifest.rows(), dimension, replicas);
    ShardLayout holdout = ShardLayout.holdout(manifest.holdoutRows(), dimension);
    return ShardStore.holds(hadoop, directory(SHARDS), train)
        && ShardStore.holds(hadoop, directory(HOLDOUT), holdout);
  }

  private PreparedTable load(PreparedManifest manifest) {
    int dimension = manifest.scaler().dimension();
    ShardLayout train = ShardLayout.train(manifest.rows(), dimension, replicas);
    ShardLayout holdout = ShardLayout.holdout(manifest.holdoutRows(), dimension);
    Optional<TablePlan> plan =
        manifest.isMixed()
            ? Optional.of(PlanStore.read(hadoop, directory(PLAN)))
            : Optional.empty();
    RowCodec codec = PreparedTable.codec(plan, manifest.schema(), manifest.scaler());
    RowForm form = RowForm.of(codec, manifest.bytes());
    return new PreparedTable(
        manifest.schema(),
        manifest.scaler(),
        plan,
        manifest.rows(),
        manifest.holdoutRows(),
        train.shardRows(),
        ShardStore.load(spark, directory(SHARDS), train, dimension, form),
        ShardStore.load(spark, directory(HOLDOUT), holdout, dimension, form),
        manifest.fingerprint(),
        manifest.badRows(),
        manifest.read(),
        Optional.ofNullable(manifest.weights()));
  }

  private String directory(String name) {
    return new Path(workDirectory, name).toString();
  }

  /**
   * Returns a hash of everything that the shards depend on. A resumed run must find it unchanged.
   */
  private String key(DataSettings pinned, Optional<InputFiles> files) {
    String input = files.map(InputFiles::fingerprint).orElse(pinned.toString());
    return DigestUtils.sha256Hex(
        PreparedManifest.VERSION
            + "\n"
            + settings.ofReading()
            + "\n"
            + replicas
            + "\n"
            + input
            + earlier.map(columns -> "\n" + columns.id()).orElse(""));
  }
}
