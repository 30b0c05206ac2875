package io.ncsn.compare;

import io.ncsn.config.Choice;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.JudgedRun;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.job.ProgressLine;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import io.ncsn.sample.NonFiniteSamplesException;
import io.ncsn.settings.Comparison;
import io.ncsn.settings.EffectiveValue;
import io.ncsn.settings.Settings;
import io.ncsn.settings.Study;
import io.ncsn.settings.Study.Run;
import io.ncsn.settings.Study.Variant;
import io.ncsn.train.DivergedException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all runs of a comparison one at a time. Each is judged and recorded at once. */
public final class CompareJob {
  private static final Logger LOG = LoggerFactory.getLogger(CompareJob.class);

  private final Comparison comparison;
  private final CompareLog log;
  private final ComparedTables tables;
  private final RunJudge judge;
  private final int count;
  private int done;

  /**
   * Makes the job.
   *
   * @param output receives the models and, as long as they are needed, shards and samples
   */
  public CompareJob(
      SparkSession spark,
      Storage storage,
      OutputDirectory output,
      Comparison comparison,
      Supplier<ProgressLine> progress) {
    this.comparison = comparison;
    this.log = new CompareLog(storage, output.comparison());
    this.tables = new ComparedTables(spark, output.work());
    this.judge =
        new RunJudge(
            spark,
            storage,
            tables,
            new ComparedModels(spark, storage, output.models(), tables, progress),
            output.work());
    this.count =
        comparison.studies().stream()
            .flatMap(study -> study.variants().stream())
            .mapToInt(variant -> variant.runs().size())
            .sum();
  }

  /** Runs everything and returns the results of the studies in order. */
  public List<StudyResult> run() {
    List<StudyResult> results = comparison.studies().stream().map(this::run).toList();
    log.finish();
    return results;
  }

  private StudyResult run(Study study) {
    List<JudgedRun> runs = new ArrayList<>();
    for (Variant variant : study.variants()) {
      for (Run run : variant.runs()) {
        runs.add(judged(study, variant.name(), run));
      }
    }
    return new StudyResult(study, runs, references(study));
  }

  private JudgedRun judged(Study study, String variant, Run run) {
    Set<Measure> wanted = EnumSet.copyOf(study.measures());
    study.xMeasure().ifPresent(wanted::add);
    String name = "%s, %s %s".formatted(study.name(), variant, run.along());
    done++;
    JudgedRun judged =
        log.values(run.settings(), wanted)
            .map(values -> named(study, variant, run, values))
            .orElseGet(() -> attempt(study, variant, run, wanted));
    log.add(study.name(), judged, run.settings());
    LOG.info("Run {} of {}: {}: {}", done, count, name, text(judged));
    return judged;
  }

  private JudgedRun attempt(Study study, String variant, Run run, Set<Measure> wanted) {
    try {
      return named(study, variant, run, judge.judge(run.settings(), wanted));
    } catch (DivergedException | NonFiniteSamplesException e) {
      return new JudgedRun(
          variant, run.along(), x(study, run, Map.of()), Map.of(), Optional.of(e.getMessage()));
    }
  }

  private static JudgedRun named(
      Study study, String variant, Run run, Map<Measure, Double> values) {
    return new JudgedRun(variant, run.along(), x(study, run, values), values, Optional.empty());
  }

  private static String x(Study study, Run run, Map<Measure, Double> values) {
    if (study.xMeasure().isPresent()) {
      return String.valueOf(values.getOrDefault(study.xMeasure().get(), Double.NaN));
    }
    return run.settings().values().stream()
        .filter(value -> study.x().filter(value.key()::equals).isPresent())
        .map(EffectiveValue::value)
        .findFirst()
        .orElse("");
  }

  private Map<Measure, Double> references(Study study) {
    Set<List<Object>> sources =
        study
            .settings()
            .map(s -> List.<Object>of(s.data(), s.train().replicas(), s.evaluate()))
            .collect(Collectors.toSet());
    Settings first = study.variants().get(0).runs().get(0).settings().settings();
    return sources.size() == 1 ? tables.references(first, study.measures()) : Map.of();
  }

  private static String text(JudgedRun run) {
    return run.failure()
        .orElseGet(
            () ->
                run.values().entrySet().stream()
                    .map(e -> Choice.name(e.getKey()) + " " + e.getValue())
                    .collect(Collectors.joining(", ")));
  }
}
