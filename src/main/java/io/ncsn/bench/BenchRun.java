package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import io.ncsn.network.Sgemm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** A complete run of {@code ncsn bench}. */
public final class BenchRun {
  private static final int LEAST_ROWS = 10_000;
  private static final String NO_PEER =
      "/usr/bin/python3 has no PyTorch, and NCSN_PEERS_PYTHON names no other: nothing to compare with";

  private final Plan plan;
  private final Supplier<SparkSession> spark;
  private final Map<String, String> versions;

  /**
   * The measurements to make.
   *
   * @param only names, or their beginnings up to a hyphen; empty: everything
   * @param repetitions number of repetitions of each measurement
   * @param extent duration of the measurements
   * @param beside the reference that runs too
   * @param rows number of rows in the ingested table
   * @param table the training table for the time to quality
   */
  public record Plan(
      List<String> only,
      int repetitions,
      Extent extent,
      Beside beside,
      int rows,
      Optional<String> table) {
    public Plan {
      only = List.copyOf(only);
      if (repetitions < 1) {
        throw new ConfigException(
            "Cannot measure %d times; give at least 1 to --repetitions".formatted(repetitions));
      }
      if (rows < LEAST_ROWS) {
        throw new ConfigException(
            "Cannot ingest %d rows; give at least %d to --rows".formatted(rows, LEAST_ROWS));
      }
    }

    boolean isQuick() {
      return extent == Extent.QUICK;
    }
  }

  /** The duration of measurements. */
  public enum Extent {
    FULL,
    /** Short, to see that everything works and nothing has collapsed. */
    QUICK
  }

  /** The reference that runs in addition to the program. */
  public enum Beside {
    NOTHING,
    /** PyTorch, if this machine has it. */
    PEER
  }

  /**
   * Makes a run.
   *
   * @param spark starts Spark; called only if a measurement needs it
   * @param versions versions for the table's header, in display order
   */
  public BenchRun(Plan plan, Supplier<SparkSession> spark, Map<String, String> versions) {
    this.plan = plan;
    this.spark = spark;
    this.versions = versions;
  }

  /**
   * Measures everything in the plan.
   *
   * @param progress receives the name of the current work
   * @throws ConfigException if no measurement has a requested name
   */
  public BenchResult run(Consumer<String> progress) {
    try (Lab lab = new Lab(spark)) {
      boolean wanted = plan.beside() == Beside.PEER;
      Optional<Peer> peer = wanted ? Peer.find(lab.directory(), System.getenv()) : Optional.empty();
      List<Work> works = Works.select(Works.all(lab, plan, peer), plan.only());
      works.forEach(Work::check);
      if (wanted && peer.isEmpty()) {
        progress.accept(NO_PEER);
      }
      Bench bench = new Bench(peer, plan.repetitions());
      List<Line> lines = new ArrayList<>();
      for (Work work : works) {
        lines.addAll(bench.measure(work, progress));
      }
      String compared = peer.map(Peer::about).orElse(wanted ? NO_PEER : "not asked for");
      return new BenchResult(about(bench.peak(), compared), lines);
    }
  }

  private Map<String, String> about(Peak peak, String peer) {
    Map<String, String> about = new LinkedHashMap<>(versions);
    about.put("blas", "OpenBLAS core " + Sgemm.core());
    about.put(
        "sgemm",
        peak.all().entrySet().stream()
            .map(e -> "%.0f GFLOP/s on %d".formatted(e.getValue().median() / 1e9, e.getKey()))
            .collect(Collectors.joining(", ", "", " threads")));
    about.put("heap", "%.1f GiB".formatted(Runtime.getRuntime().maxMemory() / 1073741824.0));
    about.put("repetitions", String.valueOf(plan.repetitions()));
    about.put("peer", peer);
    return about;
  }
}
