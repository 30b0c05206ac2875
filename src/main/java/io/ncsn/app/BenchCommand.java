package io.ncsn.app;

import io.ncsn.bench.BenchRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ncsn bench}: how fast this machine does the program's work. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Measures training, sampling, ingest and what they are made of, beside what matrix multiplication reaches here.",
      "docs/performance.md explains the table."
    })
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--peer", description = "Run PyTorch beside it, where /usr/bin/python3 has it.")
  private boolean peer;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Measure these alone; 'train' stands for all of train-…")
  private List<String> only = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "5",
      description = "Repetitions of each measurement (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(names = "--quick", description = "Short and small.")
  private boolean quick;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Rows of the table that is ingested (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Logs.configure(false);
    BenchRun.Plan plan = new BenchRun.Plan(only, repetitions, quick, peer, rows);
    try (LazySpark spark = new LazySpark()) {
      new BenchRun(plan, spark::session)
          .run(spec.commandLine().getOut(), spec.commandLine().getErr());
    }
    return ExitCode.DONE.code();
  }

  /** Spark, if it is asked for. */
  private static final class LazySpark implements AutoCloseable {
    private SparkJob job;

    org.apache.spark.sql.SparkSession session() {
      if (job == null) {
        job = SparkJob.start("bench", "Run the same command again", System.err);
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
