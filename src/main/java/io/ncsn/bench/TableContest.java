package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/**
 * A complete run of {@code ncsn bench --peer-tables}: this program and its peers learn a table for
 * the same time, and their rows are measured in the same way. Finished runs and measurements in the
 * output directory are not made again.
 */
public final class TableContest {
  /** The file of drawn rows in the directory of a run. */
  static final String SAMPLES = "fake.csv";

  private static final String OWN = "ncsn";

  private final TableTask task;
  private final Supplier<SparkSession> spark;
  private final Map<String, String> versions;
  private final Map<String, String> environment;

  /**
   * Makes a run.
   *
   * @param spark starts Spark
   * @param versions versions for the table's header, in display order
   * @param environment variables that name the launcher and the peers' Python
   */
  public TableContest(
      TableTask task,
      Supplier<SparkSession> spark,
      Map<String, String> versions,
      Map<String, String> environment) {
    this.task = task;
    this.spark = spark;
    this.versions = versions;
    this.environment = environment;
  }

  /** Returns the names of the generators, in display order. */
  static List<String> names() {
    return Stream.concat(Stream.of(OWN), PeerScripts.NAMES.stream()).toList();
  }

  /**
   * Runs and measures all generators that the task asks for.
   *
   * @param progress receives the name of the current work
   * @return the figures in Markdown
   * @throws ConfigException if a generator is unknown or cannot be run here, or if the output
   *     directory holds runs of another task
   */
  public String run(Consumer<String> progress) {
    List<String> names = chosen();
    Path output = task.output().toAbsolutePath();
    PeerScripts scripts =
        new PeerScripts(new PeerEnvironment(environment, progress), output.resolve("scripts"));
    requireSame(output.resolve("task.json"));
    try (Lab lab = new Lab(spark)) {
      TableFiles files = new TableFiles(lab.session(), task);
      Path schema = output.resolve("schema.json");
      TableFiles.json(schema, files.schema(task.target()));
      TableJudge judge = new TableJudge(task, files, scripts, schema, lab.tasks());
      ContestTable table = new ContestTable(task, files.rows(), lab.tasks(), versions);
      for (int seed = 0; seed < task.seeds(); seed++) {
        for (String name : names) {
          Contestant contestant =
              name.equals(OWN)
                  ? new OwnContestant(
                      Launcher.of(environment, lab.session().sparkContext().master()), task, files)
                  : new PythonContestant(name, scripts, task, files, schema, lab.tasks());
          judged(contestant, seed, judge, table, progress);
        }
      }
      return table.markdown();
    }
  }

  private List<String> chosen() {
    List<String> unknown =
        task.only().stream().filter(name -> !names().contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "Cannot run '%s': --peer-tables knows %s"
              .formatted(unknown.get(0), String.join(", ", names())));
    }
    return task.only().isEmpty()
        ? names()
        : names().stream().filter(task.only()::contains).toList();
  }

  private void judged(
      Contestant contestant,
      int seed,
      TableJudge judge,
      ContestTable table,
      Consumer<String> progress) {
    Path run = task.output().toAbsolutePath().resolve(contestant.name()).resolve("seed-" + seed);
    String what = "%s, seed %d: ".formatted(contestant.name(), seed);
    try {
      ContestRun cost =
          kept(
              run.resolve("run.json"),
              ContestRun.class,
              () -> {
                progress.accept(what + "training and sampling");
                empty(run);
                return contestant.run(run, seed);
              });
      TableJudge.Figures figures =
          kept(
              run.resolve("figures.json"),
              TableJudge.Figures.class,
              () -> {
                progress.accept(what + "measuring");
                return judge.measure(run.resolve(SAMPLES));
              });
      table.add(contestant.name(), cost, figures);
    } catch (RuntimeException e) { // of whatever kind: the others run all the same
      progress.accept(what + e.getMessage());
      table.fail(contestant.name(), seed, e.getMessage());
    }
  }

  /** Returns what a file holds, or makes it and writes the file. */
  private static <T> T kept(Path file, Class<T> type, Supplier<T> make) {
    try {
      if (Files.exists(file)) {
        return Json.MAPPER.readValue(file.toFile(), type);
      }
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot read '%s': %s; delete it to have it made again".formatted(file, e.getMessage()),
          e);
    }
    T made = make.get();
    TableFiles.json(file, made);
    return made;
  }

  private static void empty(Path directory) {
    FileUtils.deleteQuietly(directory.toFile());
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + directory, e);
    }
  }

  private void requireSame(Path file) {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("train", task.train().toAbsolutePath().toString());
    asked.put("test", task.test().toAbsolutePath().toString());
    asked.put("target", task.target());
    asked.put("categories", new ArrayList<>(task.categories()));
    asked.put("seconds", task.seconds());
    Map<?, ?> found = kept(file, Map.class, () -> asked);
    if (!found.equals(asked)) {
      throw new ConfigException(
          "Cannot continue in '%s': its runs are of the task %s, and now %s is asked for; give another --output"
              .formatted(file.getParent(), found, asked));
    }
  }
}
