package io.ncsn.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ncsn.catalog.ResultTable;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import io.ncsn.config.TableMode;
import io.ncsn.config.TableSettings;
import io.ncsn.data.read.SparkErrors;
import io.ncsn.output.Storage;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the rows of a directory that waves have filled into a table of a catalogue, once however
 * often the command is run again: the commit's word lies beside the record of the waves, and the
 * table remembers it.
 */
public final class TableCommit {
  private static final Logger LOG = LoggerFactory.getLogger(TableCommit.class);

  private final SparkSession spark;
  private final Storage storage;
  private final ResultTable table;
  private final String directory;
  private final Path file;
  private Intent intent;
  private StructType schema;

  /** How far the commit has come. */
  private enum State {
    PLANNED,
    BEGUN,
    DONE
  }

  /**
   * What {@code table.json} tells.
   *
   * @param commit the commit's word
   */
  private record Intent(String commit, String table, TableMode mode, State state) {
    Intent in(State next) {
      return new Intent(commit, table, mode, next);
    }
  }

  private TableCommit(
      SparkSession spark, Storage storage, ResultTable table, String directory, Path file) {
    this.spark = spark;
    this.storage = storage;
    this.table = table;
    this.directory = directory;
    this.file = file;
    this.intent =
        read()
            .filter(begun -> begun.table().equals(table.name()) && begun.mode() == table.mode())
            .orElseGet(
                () ->
                    new Intent(
                        "ncsn-" + UUID.randomUUID(), table.name(), table.mode(), State.PLANNED));
  }

  /**
   * Plans to put the rows of {@code directory} into a table.
   *
   * @param setting the setting that names the table, for messages
   * @throws ConfigException if there is no such catalogue or database, if the rows may not be put
   *     into the table, or if it is not known whether it has them
   */
  public static TableCommit of(
      SparkSession spark,
      Storage storage,
      String setting,
      String name,
      TableSettings settings,
      String directory) {
    ResultTable table = ResultTable.of(spark, setting, name, settings);
    Path file = new Path(directory, "_waves/table.json");
    TableCommit commit = new TableCommit(spark, storage, table, directory, file);
    commit.check();
    return commit;
  }

  /** The table's whole name. */
  public String name() {
    return table.name();
  }

  private void check() {
    if (isDone()) {
      return;
    }
    table.requireFree();
    if (table.remembers()) {
      return;
    }
    if (intent.state() == State.BEGUN && table.mode() == TableMode.APPEND) {
      throw new ConfigException(
          "Cannot tell whether %s has the rows already: the run before was stopped while it wrote them, and a table of format %s does not remember it; look, then set %s = none if they are there, or take out those that are there and delete %s"
              .formatted(table.asked(), format(), setting(), file));
    }
    LOG.warn(
        "Table {} is of format {}, which does not take rows in one step: readers may see a part of them, and after a stop meanwhile the next run asks what to do. Delta Lake and Iceberg do",
        table.name(),
        format());
  }

  private String setting() {
    return table.asked().substring(0, table.asked().indexOf(' '));
  }

  private String format() {
    return table.format().orElse("unknown");
  }

  private boolean isDone() {
    return intent.state() == State.DONE
        || intent.state() == State.BEGUN && table.has(intent.commit());
  }

  /** The directory as a target of waves, whose rows must fit the table. */
  public WaveTarget target(WavePace pace) {
    return new WaveTarget(directory, pace, this::accept);
  }

  private void accept(StructType rows) {
    schema = rows;
    if (!isDone()) {
      table.requireFits(rows);
      if (intent.state() == State.PLANNED) {
        move(State.PLANNED);
      }
    }
  }

  /**
   * Commits the directory's rows, if the table does not have them. To be called after the waves.
   *
   * @return what {@code run.json} says of it
   */
  public Map<String, Object> write() {
    if (isDone()) {
      LOG.info("Table {} has the rows already", table.name());
    } else {
      LOG.info("Putting the rows into table {}", table.name());
      move(State.BEGUN);
      commit(spark.read().schema(schema).parquet(directory));
      LOG.info("Table {} has the rows", table.name());
    }
    move(State.DONE);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("table.name", table.name());
    facts.put("table.format", format());
    facts.put("table.commit", intent.commit());
    table.version(intent.commit()).ifPresent(version -> facts.put("table.version", version));
    return facts;
  }

  private void commit(Dataset<Row> rows) {
    try {
      table.write(rows, intent.commit());
    } catch (ConfigException e) {
      throw e;
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw new TableCommitException(
          "Cannot put the rows into %s: %s; they are whole in %s, and the same command goes on from there"
              .formatted(table.asked(), SparkErrors.reason(e), directory),
          e);
    }
  }

  private Optional<Intent> read() {
    if (!storage.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(storage.read(file), Intent.class));
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "Cannot read %s: it is not as the program wrote it (%s); delete it if the table lacks the rows"
              .formatted(file, e.getOriginalMessage()));
    }
  }

  private void move(State state) {
    intent = intent.in(state);
    try {
      storage.write(file, Json.MAPPER.writeValueAsString(intent) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
