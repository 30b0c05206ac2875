package io.ncsn.compare;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.GatheredRows;
import io.ncsn.evaluate.GroundTruth.ComponentWeight;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.TableRows;
import io.ncsn.job.ModelEvaluation;
import io.ncsn.job.SamplingResult;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import io.ncsn.waves.WavePace;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Draws the samples of a run and measures them. */
final class SampleJudge {
  private final SparkSession spark;
  private final Storage storage;
  private final ComparedTables tables;
  private final Path root;

  /**
   * Makes the judge.
   *
   * @param root directory for the samples of a run, which are deleted after measuring
   */
  SampleJudge(SparkSession spark, Storage storage, ComparedTables tables, Path root) {
    this.spark = spark;
    this.storage = storage;
    this.tables = tables;
    this.root = root;
  }

  /** Takes those of the wanted measures that are of samples, and their cost. */
  Figures judge(ComparedModel model, EffectiveSettings settings, Set<Measure> wanted) {
    OutputDirectory output = new OutputDirectory(storage, new Path(root, "sampled").toString());
    storage.delete(output.samples());
    Settings asked = settings.settings();
    SamplingResult drawn =
        model
            .model()
            .sampler(asked.sample())
            .write(output.samples().toString(), new WavePace(asked.waves().seconds()));
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    Map<Measure, Double> floors = new EnumMap<>(Measure.class);
    values.put(Measure.EVALUATIONS, (double) drawn.evaluations());
    values.put(Measure.SAMPLE_SECONDS, drawn.seconds());
    values.put(Measure.NON_FINITE, drawn.nonFiniteShare());
    Dataset<Row> rows = spark.read().parquet(output.samples().toString());
    if (model.model().description().isMixed()) {
      if (drawn.rows() > 1 && wanted.stream().anyMatch(Measure::isOfMixedTables)) {
        measured(model, settings, rows).ifPresent(found -> add(values, floors, found));
      }
    } else {
      addDistances(values, model, rows, asked, wanted);
    }
    storage.delete(output.root());
    return new Figures(values, floors);
  }

  private static Optional<Measurement> measured(
      ComparedModel model, EffectiveSettings settings, Dataset<Row> rows) {
    return ModelEvaluation.of(settings, model.model(), model.table(), rows).result();
  }

  private static void add(
      Map<Measure, Double> values, Map<Measure, Double> floors, Measurement found) {
    found
        .metrics()
        .forEach(
            metric -> {
              values.put(metric.measure(), metric.value());
              metric.floor().ifPresent(floor -> floors.put(metric.measure(), floor));
            });
  }

  private void addDistances(
      Map<Measure, Double> values,
      ComparedModel model,
      Dataset<Row> rows,
      Settings settings,
      Set<Measure> wanted) {
    GatheredRows samples = TableRows.of(rows, model.table().schema(), settings.evaluate());
    if (samples.matrix().rows() < 2) {
      return;
    }
    if (wanted.stream().anyMatch(Measure::comparesRows)) {
      EvaluationResult result = tables.evaluation(model.table(), samples, settings);
      wanted.stream()
          .filter(Measure::comparesRows)
          .forEach(measure -> values.put(measure, result.metric(measure).value()));
    }
    if (wanted.contains(Measure.WEIGHT_ERROR)) {
      tables
          .truth(model.table(), settings)
          .map(truth -> weightError(truth.weights(samples.matrix())))
          .ifPresent(error -> values.put(Measure.WEIGHT_ERROR, error));
    }
  }

  private static double weightError(List<ComponentWeight> weights) {
    return weights.stream()
        .mapToDouble(weight -> Math.abs(weight.recovered() - weight.expected()))
        .max()
        .orElseThrow();
  }
}
