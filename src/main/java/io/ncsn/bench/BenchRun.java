package io.ncsn.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A whole run of {@code ncsn bench}. */
public final class BenchRun {
  private final Plan plan;
  private final Supplier<SparkSession> spark;

  /**
   * What to measure.
   *
   * @param only names, or their beginnings up to a hyphen; empty: everything
   * @param repetitions of each
   * @param quick short and small: to see that it works, or that nothing has collapsed
   * @param peer whether PyTorch runs beside it, where there is one
   * @param rows of the table that is ingested
   */
  public record Plan(List<String> only, int repetitions, boolean quick, boolean peer, int rows) {}

  public BenchRun(Plan plan, Supplier<SparkSession> spark) {
    this.plan = plan;
    this.spark = spark;
  }

  /** Measures, and prints the table to {@code out}; progress goes to {@code log}. */
  public void run(PrintWriter out, PrintWriter log) {
    try (Lab lab = new Lab(spark)) {
      List<Work> works = Works.select(Works.all(lab, plan), plan.only());
      Optional<Peer> peer = plan.peer() ? Peer.find(lab.directory()) : Optional.empty();
      Bench bench = new Bench(peer, plan.repetitions());
      List<Line> lines = new ArrayList<>();
      for (Work work : works) {
        lines.addAll(
            bench.measure(
                work,
                what -> {
                  log.println("ncsn bench: " + what);
                  log.flush();
                }));
      }
      out.println(peer.map(Peer::about).orElse("no PyTorch"));
      BenchTable.print(lines, out);
      out.flush();
    }
  }
}
