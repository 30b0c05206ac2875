package io.ncsn.compare;

import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
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
import java.util.EnumMap;
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

  private final Storage storage;
  private final OutputDirectory output;
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
    this.storage = storage;
    this.output = output;
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

  /**
   * Runs everything and returns the results of the studies in order.
   *
   * @throws ConfigException if measures do not fit the tables; nothing was trained
   */
  public List<StudyResult> run() {
    requireMeasurable();
    List<StudyResult> results = comparison.studies().stream().map(this::run).toList();
    log.finish();
    return results;
  }

  /** Leaves nothing behind where a comparison that is new is refused. */
  private void requireMeasurable() {
    try {
      MeasurableStudies.require(comparison.studies(), tables::prepared);
    } catch (ConfigException e) {
      if (!storage.exists(output.models())) {
        storage.delete(output.work());
      }
      throw e;
    }
  }

  private StudyResult run(Study study) {
    List<JudgedRun> runs = new ArrayList<>();
    for (Variant variant : study.variants()) {
      for (Run run : variant.runs()) {
        runs.add(judged(study, variant.name(), run));
      }
    }
    return new StudyResult(study, runs, references(study, runs));
  }

  private JudgedRun judged(Study study, String variant, Run run) {
    Set<Measure> wanted = study.wanted();
    String name = "%s, %s %s".formatted(study.name(), variant, run.along());
    done++;
    JudgedRun judged =
        log.figures(run.settings(), wanted)
            .map(figures -> judged(study, variant, run, figures, Optional.empty()))
            .orElseGet(() -> attempt(study, variant, run, wanted));
    log.add(study.name(), judged, run.settings());
    LOG.info("Run {} of {}: {}: {}", done, count, name, text(judged));
    return judged;
  }

  private JudgedRun attempt(Study study, String variant, Run run, Set<Measure> wanted) {
    try {
      Figures figures = judge.judge(run.settings(), wanted);
      return judged(study, variant, run, figures, Optional.empty());
    } catch (DivergedException | NonFiniteSamplesException e) {
      return judged(study, variant, run, Figures.NONE, Optional.of(e.getMessage()));
    }
  }

  private static JudgedRun judged(
      Study study, String variant, Run run, Figures figures, Optional<String> failure) {
    return new JudgedRun(
        variant,
        run.along(),
        x(study, run, figures.values()),
        figures.values(),
        figures.floors(),
        failure);
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

  private Map<Measure, Double> references(Study study, List<JudgedRun> runs) {
    Map<Measure, Double> references = new EnumMap<>(Measure.class);
    study.measures().forEach(m -> sharedFloor(runs, m).ifPresent(f -> references.put(m, f)));
    Set<List<Object>> sources =
        study
            .settings()
            .map(s -> List.<Object>of(s.data(), s.train().replicas(), s.evaluate()))
            .collect(Collectors.toSet());
    Settings first = study.variants().get(0).runs().get(0).settings().settings();
    if (sources.size() == 1) {
      references.putAll(tables.references(first, study.measures()));
    }
    return references;
  }

  /** Returns the floor that all measured runs have. Other numbers of samples have others. */
  private static Optional<Double> sharedFloor(List<JudgedRun> runs, Measure measure) {
    List<Optional<Double>> floors =
        runs.stream()
            .filter(run -> run.failure().isEmpty())
            .map(run -> Optional.ofNullable(run.floors().get(measure)))
            .distinct()
            .toList();
    return floors.size() == 1 ? floors.get(0) : Optional.empty();
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
