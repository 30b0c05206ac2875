package io.ncsn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ncsn.bench.BenchResult;
import io.ncsn.bench.BenchRun;
import io.ncsn.bench.BenchRun.Beside;
import io.ncsn.bench.BenchRun.Extent;
import io.ncsn.bench.GrowthResult;
import io.ncsn.bench.GrowthRun;
import io.ncsn.bench.TableContest;
import io.ncsn.bench.TableTask;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import io.ncsn.output.JsonText;
import io.ncsn.output.Storage;
import io.ncsn.output.Versions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ncsn bench}: measures the speed of this machine at the program's work. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Measures training, sampling, ingest and their parts, and compares them with matrix multiplication on this machine.",
      "Wants the machine to itself. docs/benchmarks.md explains the table."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int REPETITIONS = 5;
  private static final int QUICK_REPETITIONS = 3;
  private static final int INGESTED_ROWS = 1_000_000;
  private static final int GROWTH_ROWS = 10_000_000;

  @Option(
      names = "--peer",
      description =
          "Also run PyTorch, where '/usr/bin/python3 -c \"import torch\"' works, or by the Python that NCSN_PEERS_PYTHON names.")
  private boolean peer;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Measure these alone, such as train-2; 'train' stands for all of train-….")
  private List<String> only = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Repetitions of each measurement (default: 5; 3 with --quick).")
  private Optional<Integer> repetitions = Optional.empty();

  @Option(names = "--quick", description = "Short and small: to see that nothing has collapsed.")
  private boolean quick;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = {
        "Rows of the table that is ingested (default: 1000000); with --growth, of the largest tables (10000000)."
      })
  private Optional<Integer> rows = Optional.empty();

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description =
          "Table of time-to-quality, as data.input takes it: with --peer and --only time-to-quality. With --peer-tables, the"
              + " training table (CSV).")
  private Optional<String> table = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Write bench.json, bench.md and charts there.")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--fail-below",
      paramLabel = "FILE",
      description = {
        "Fail if something reaches less than half of its share of sgemm recorded in FILE (JSON, shares by name)."
      })
  private Optional<String> recorded = Optional.empty();

  @Option(
      names = "--growth",
      description = {
        "Instead: measure how training and sampling grow with rows, columns, width, replicas and rounds, and simulate",
        "what it comes to on many executors."
      })
  private boolean growth;

  @Mixin private PeerTableOptions peerTables;

  @Option(names = "--debug", description = "Logging more, and the stack trace of a failure.")
  private boolean debug;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (debug) {
      Logging.configure(debug);
    } else {
      Logging.configureForBench();
    }
    Storage storage = Storage.ofSubmit();
    Optional<Path> directory = output.map(place -> storage.path("--output", place));
    if (peerTables.wanted()) {
      return peerTables();
    }
    if (growth) {
      return growth(storage, directory);
    }
    Map<String, Double> shares = recorded.map(file -> shares(storage, file)).orElse(Map.of());
    BenchResult result;
    try (LazySpark spark = new LazySpark()) {
      result = new BenchRun(plan(), spark::session, Versions.all()).run(this::tell);
    }
    print(result.text());
    directory.ifPresent(place -> write(result, storage, place));
    List<String> collapses = result.collapses(shares);
    PrintWriter err = spec.commandLine().getErr();
    collapses.forEach(collapse -> err.println("ncsn: Too slow: " + collapse));
    err.flush();
    return collapses.isEmpty() ? ExitCode.DONE.code() : ExitCode.FAILURE.code();
  }

  private int growth(Storage storage, Optional<Path> directory) {
    if (peer || quick || !only.isEmpty() || repetitions.isPresent() || recorded.isPresent()) {
      throw new ConfigException(
          "Cannot combine --growth with --peer, --quick, --only, --repetitions or --fail-below: it measures other"
              + " things, once; leave them out");
    }
    GrowthResult result;
    try (LazySpark spark = new LazySpark()) {
      result = new GrowthRun(spark::session, rows.orElse(GROWTH_ROWS)).run(this::tell);
    }
    print(result.markdown());
    directory.ifPresent(
        place -> {
          storage.write(new Path(place, "growth.md"), result.markdown());
          storage.write(new Path(place, "growth.svg"), result.chart());
        });
    return ExitCode.DONE.code();
  }

  private int peerTables() {
    if (peer || quick || growth || rows.isPresent() || recorded.isPresent()) {
      throw new ConfigException(
          "Cannot combine --peer-tables with --peer, --quick, --growth, --rows or --fail-below: it measures other"
              + " things; leave them out");
    }
    TableTask task = peerTables.task(table, output, repetitions, only);
    String figures;
    try (LazySpark spark = new LazySpark()) {
      figures =
          new TableContest(task, spark::session, Versions.all(), System.getenv()).run(this::tell);
    }
    print(figures);
    Storage storage = Storage.ofSubmit();
    storage.write(
        new Path(storage.path("--output", task.output().toString()), "peers.md"), figures);
    return ExitCode.DONE.code();
  }

  private void tell(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("ncsn bench: " + what);
    err.flush();
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  private BenchRun.Plan plan() {
    return new BenchRun.Plan(
        only,
        repetitions.orElse(quick ? QUICK_REPETITIONS : REPETITIONS),
        quick ? Extent.QUICK : Extent.FULL,
        peer ? Beside.PEER : Beside.NOTHING,
        rows.orElse(INGESTED_ROWS),
        table);
  }

  private static Map<String, Double> shares(Storage storage, String file) {
    try {
      return Json.MAPPER.readValue(
          storage.read(storage.path("--fail-below", file)), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "Cannot read --fail-below '%s': %s; need JSON such as {\"step-2\": 0.5}"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  private static void write(BenchResult result, Storage storage, Path directory) {
    storage.write(new Path(directory, "bench.json"), JsonText.page(result.tree()));
    storage.write(new Path(directory, "bench.md"), result.markdown());
    storage.write(new Path(directory, "ratios.svg"), result.ratioChart());
    storage.write(new Path(directory, "shares.svg"), result.shareChart());
  }

  /** Starts Spark on first use. */
  private static final class LazySpark implements AutoCloseable {
    private SparkJob job;

    SparkSession session() {
      if (job == null) {
        job = SparkJob.start("bench", "Nothing is kept; run the same command again", System.err);
      }
      return job.session();
    }

    @Override
    public void close() {
      if (job != null) {
        job.close();
      }
    }
  }
}
