package io.ncsn.job;

import io.ncsn.config.Choice;
import io.ncsn.job.MachineAgreement.FastPathTrial;
import io.ncsn.network.FastPath;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MachineReport;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings;
import io.ncsn.network.Precision;
import io.ncsn.network.Processor;
import io.ncsn.network.SelfCheck;
import io.ncsn.network.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes the machines of a job (driver and executors) agree on one way of computing. All of them use
 * a fast path, or none does, because results must not depend on where a task ran.
 */
final class Machines {
  private static final Logger LOG = LoggerFactory.getLogger(Machines.class);

  /**
   * Number of attempts. A task may run on an executor that has already answered, so the others are
   * asked again.
   */
  private static final int TRIES = 3;

  private static final String DRIVER = "driver";

  private final SparkSession spark;
  private final List<SelfCheck> checks;

  private Machines(SparkSession spark, List<SelfCheck> checks) {
    this.spark = spark;
    this.checks = checks;
  }

  /**
   * Returns the agreement for a training.
   *
   * @param precision what passes are to be computed in, where all machines can
   * @param computing the wanted kernel and the unwanted paths
   */
  static MachineAgreement ofTraining(
      SparkSession spark, ModelSpec spec, Precision precision, NetworkSettings computing) {
    return agree(spark, spec.trainingChecks(precision), precision, computing);
  }

  /**
   * Returns the agreement for a job that needs the network's scores.
   *
   * @param computing the wanted kernel and the unwanted paths
   */
  static MachineAgreement ofScores(
      SparkSession spark, ModelSpec spec, Precision precision, NetworkSettings computing) {
    return agree(spark, spec.scoreChecks(precision), Precision.FLOAT32, computing);
  }

  /** An executor that joins later and cannot follow the plan fails its tasks. */
  private static MachineAgreement agree(
      SparkSession spark, List<SelfCheck> checks, Precision training, NetworkSettings computing) {
    KernelPlan plan = KernelPlan.here(computing.kernel(), computing.avoid()).trainingIn(training);
    List<SelfCheck> asked = checks.stream().filter(plan::has).toList();
    List<MachineReport> reports = new Machines(spark, asked).reports();
    Set<SelfCheck> failed = new HashSet<>();
    asked.forEach(check -> failedOn(check, reports).forEach(machine -> failed.add(check)));
    // passes in bfloat16 are a form of the written-out ones, and go with them
    if (failed.stream().anyMatch(check -> check.path() == FastPath.WRITTEN_OUT_PASS)) {
      asked.stream().filter(check -> check.path() == FastPath.BFLOAT16_PASS).forEach(failed::add);
    }
    warnOfDifferences(asked, reports);
    KernelPlan agreed = plan.agreed(failed);
    return new MachineAgreement(
        agreed,
        processors(reports),
        asked.stream().map(check -> trial(check, reports, agreed)).toList());
  }

  private List<MachineReport> reports() {
    List<MachineReport> reports = new ArrayList<>();
    reports.add(MachineReport.here(DRIVER, "localhost", checks));
    if (!spark.sparkContext().isLocal()) {
      reports.addAll(executors());
    }
    return reports;
  }

  private List<MachineReport> executors() {
    spark.sparkContext().setJobGroup("ncsn-machines", "Try the fast paths on each executor", true);
    Map<String, MachineReport> byExecutor = new LinkedHashMap<>();
    for (int attempt = 0; attempt < TRIES && byExecutor.size() < executorCount(); attempt++) {
      for (MachineReport report : ask()) {
        byExecutor.putIfAbsent(report.machine(), report);
      }
    }
    return List.copyOf(byExecutor.values());
  }

  private int executorCount() {
    SparkExecutorInfo[] all = spark.sparkContext().statusTracker().getExecutorInfos();
    return all.length - 1; // the driver is among them
  }

  private List<MachineReport> ask() {
    int slots = Math.max(executorCount(), spark.sparkContext().defaultParallelism());
    List<SelfCheck> asked = checks;
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(Collections.nCopies(slots, 0), slots)
        .map(
            slot -> {
              SparkEnv here = SparkEnv.get();
              String host = here.blockManager().blockManagerId().host();
              return MachineReport.here("executor " + here.executorId(), host, asked);
            })
        .collect();
  }

  private static List<MachineReport> failedOn(SelfCheck check, List<MachineReport> reports) {
    return reports.stream().filter(report -> !report.verdict(check).passed()).toList();
  }

  private static void warnOfDifferences(List<SelfCheck> asked, List<MachineReport> reports) {
    for (SelfCheck check : asked) {
      List<MachineReport> failed = failedOn(check, reports);
      if (!failed.isEmpty()) {
        boolean nowhere = failed.size() == reports.size();
        Verdict verdict = failed.get(0).verdict(check);
        LOG.atLevel(nowhere && verdict.refused() ? Level.INFO : Level.WARN)
            .log(
                "No machine uses {} for shape {}: it fails on {} of {}, on {} by {}",
                Choice.name(check.path()),
                check.shape(),
                failed.size(),
                reports.size(),
                failed.get(0).name(),
                verdict.finding());
      }
    }
    Set<Processor> kinds =
        reports.stream()
            .filter(report -> reports.size() == 1 || !report.machine().equals(DRIVER))
            .map(MachineReport::processor)
            .collect(Collectors.toSet());
    if (kinds.size() > 1) {
      LOG.warn(
          "The executors are of {} kinds, so the last bits of results depend on where tasks run: {}",
          kinds.size(),
          kinds.stream().map(Processor::toString).sorted().collect(Collectors.joining("; ")));
    }
  }

  private static String processors(List<MachineReport> reports) {
    return reports.stream()
        .map(report -> report.processor().toString())
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static FastPathTrial trial(
      SelfCheck check, List<MachineReport> reports, KernelPlan agreed) {
    List<Verdict> verdicts = reports.stream().map(report -> report.verdict(check)).toList();
    Verdict worst = verdicts.stream().max(Comparator.comparingDouble(Verdict::error)).orElseThrow();
    return new FastPathTrial(
        Choice.name(check.path()),
        check.shape(),
        worst.refused() ? Optional.of(worst.refusal()) : Optional.empty(),
        worst.refused() ? OptionalDouble.empty() : OptionalDouble.of(worst.error()),
        verdicts.stream().mapToDouble(Verdict::milliseconds).max().orElseThrow(),
        agreed.has(check));
  }
}
