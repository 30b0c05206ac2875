package io.ncsn.job;

import io.ncsn.checkpoint.KeptClassifier;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.evaluate.Evaluation;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.GroundTruth;
import io.ncsn.evaluate.GroundTruthEvaluation;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.evaluate.Matrix;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.TableRows;
import io.ncsn.evaluate.mixed.ImagesAndColumns;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.output.JobKind;
import io.ncsn.report.ImageShape;
import io.ncsn.report.Images;
import io.ncsn.report.Images.Completion;
import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the samples of a model against rows that were held out of its training. */
public final class ModelEvaluation {
  private static final Logger LOG = LoggerFactory.getLogger(ModelEvaluation.class);

  private static final int GROUND_TRUTH_POINTS = 2000;

  private final Settings settings;
  private final TrainedModel model;
  private final PreparedTable table;

  private final Optional<KeptClassifier> kept;

  private ModelEvaluation(
      Settings settings, TrainedModel model, PreparedTable table, Optional<KeptClassifier> kept) {
    this.settings = settings;
    this.model = model;
    this.table = table;
    this.kept = kept;
  }

  /**
   * A measured model.
   *
   * @param result the metrics; empty if the samples cannot be measured
   * @param images images, if the rows are images
   * @param plane pictures of the plane, if the rows have two columns
   * @param warnings what the reader must know before believing a figure
   * @param table the table that the model was trained on
   */
  public record Measured(
      Optional<Measurement> result,
      Optional<Images> images,
      Optional<Plane> plane,
      List<String> warnings,
      PreparedTable table) {
    /** The entries of {@code run.json}, in their order. */
    public Map<String, Object> facts() {
      return result.map(MetricFacts::of).orElse(Map.of());
    }
  }

  /**
   * Measures samples and draws their pictures.
   *
   * @param settings settings of the training and sampling
   * @param table the table that the model was trained on
   * @param samples samples of the model
   */
  public static Measured of(
      EffectiveSettings settings, TrainedModel model, PreparedTable table, Dataset<Row> samples) {
    return new ModelEvaluation(settings.settings(), model, table, Optional.empty())
        .measure(samples);
  }

  /**
   * As {@link #of(EffectiveSettings, TrainedModel, PreparedTable, Dataset)}.
   *
   * @param directory the model's directory, which keeps the classifier that images are measured by
   */
  public static Measured of(
      EffectiveSettings settings,
      TrainedModel model,
      PreparedTable table,
      Dataset<Row> samples,
      String directory) {
    KeptClassifier kept =
        KeptClassifier.in(directory, samples.sparkSession().sparkContext().hadoopConfiguration());
    return new ModelEvaluation(settings.settings(), model, table, Optional.of(kept))
        .measure(samples);
  }

  private Measured measure(Dataset<Row> samples) {
    LOG.info("Measuring the samples");
    samples
        .sparkSession()
        .sparkContext()
        .setJobGroup(JobKind.EVALUATE.group(), "Measure the samples", true);
    if (LabelledSamples.are(table)) {
      return labelled(samples);
    }
    if (model.description().isMixed()) {
      return mixed(samples);
    }
    try (ScoreNetwork network = model.network()) {
      Optional<EvaluationTables> tables =
          unmeasurable().isPresent() ? Optional.empty() : Optional.of(tables(samples));
      JavaSparkContext spark =
          JavaSparkContext.fromSparkContext(samples.sparkSession().sparkContext());
      ReportPictures pictures = new ReportPictures(settings, model, network);
      return new Measured(
          tables.map(t -> evaluate(spark, t, network)),
          tables.flatMap(found -> pictures.images(spark, found)),
          tables.flatMap(pictures::plane),
          warnings(),
          table);
    }
  }

  private Measured labelled(Dataset<Row> samples) {
    Optional<LabelledSamples> rows =
        unmeasurable().isPresent()
            ? Optional.empty()
            : Optional.of(
                LabelledSamples.of(
                    settings, table, samples, table.holdout(), Optional.of(table.train()), kept));
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(samples.sparkSession().sparkContext());
    return new Measured(
        rows.map(found -> measured(spark, found, samples)),
        rows.flatMap(found -> pictures(spark, found)),
        Optional.empty(),
        unmeasurable().stream().toList(),
        table);
  }

  private Measurement measured(JavaSparkContext spark, LabelledSamples rows, Dataset<Row> samples) {
    EvaluationResult images =
        rows.measure(spark, ModuleFeatures.of(settings, spark.hadoopConfiguration()));
    if (!LabelledSamples.haveColumns(table, settings)) {
      return images;
    }
    MixedSamples measures = new MixedSamples(settings.evaluate(), settings.data(), table);
    return new ImagesAndColumns(images, measures.measure(samples.sparkSession(), samples));
  }

  private Optional<Images> pictures(JavaSparkContext spark, LabelledSamples rows) {
    boolean labelled = rows.images().hasLabels();
    Matrix real = rows.reference().matrix();
    return ReportPictures.still(spark, settings, rows.tables())
        .map(images -> images.completed(completed(images, real, labelled)))
        .map(images -> labelled ? byClass(images, rows.samples().matrix(), real) : images);
  }

  private Images byClass(Images images, Matrix samples, Matrix real) {
    return images
        .by(ClassPictures.of(table.codec(), samples, real))
        .with(ClassPictures.chains(model, settings.sample(), samples));
  }

  private List<Completion> completed(Images images, Matrix real, boolean labelled) {
    try (MixedScoreNetwork network = model.mixedNetwork()) {
      return new CompletedPictures(model, settings.sample().seed(), labelled)
          .of(images, real, network);
    }
  }

  private Measured mixed(Dataset<Row> samples) {
    MixedSamples measures = new MixedSamples(settings.evaluate(), settings.data(), table);
    Optional<String> unable = samplesAreTooFew();
    Optional<Measurement> found =
        unable.isPresent()
            ? Optional.empty()
            : Optional.of(measures.measure(samples.sparkSession(), samples));
    return new Measured(
        found,
        Optional.empty(),
        Optional.empty(),
        Stream.of(unable, measures.warning()).flatMap(Optional::stream).toList(),
        table);
  }

  private EvaluationTables tables(Dataset<Row> samples) {
    return new EvaluationTables(
        table.schema().columns().stream().map(c -> c.name()).toList(),
        TableRows.of(table.holdout(), table.schema(), table.scaler(), settings.evaluate()),
        TableRows.of(samples, table.schema(), settings.evaluate()),
        Optional.of(
            TableRows.of(table.train(), table.schema(), table.scaler(), settings.evaluate())));
  }

  private EvaluationResult evaluate(
      JavaSparkContext spark, EvaluationTables tables, ScoreNetwork network) {
    EvaluationResult result =
        ModuleFeatures.add(
            Evaluation.of(spark, settings.evaluate(), settings.data().scale(), tables),
            spark,
            settings,
            tables,
            ModuleFeatures.of(settings, spark.hadoopConfiguration()),
            table.schema().columns().stream().map(c -> c.type()).toList());
    return KnownDensities.of(settings.data().input(), tables.columns())
        .map(density -> new GroundTruthEvaluation(density, table.scaler()))
        .map(
            truth ->
                new GroundTruth(
                    truth.fisher(
                        network,
                        model.description().schedule().levels(),
                        GROUND_TRUTH_POINTS,
                        settings.evaluate().seed()),
                    truth.weights(tables.samples().matrix())))
        .map(result::with)
        .orElse(result);
  }

  /** Why the samples cannot be measured, if they cannot. */
  private Optional<String> unmeasurable() {
    if (table.holdoutRows() < 2) {
      return Optional.of(
          "No rows were held out (data.holdout), so the samples could not be measured.");
    }
    return samplesAreTooFew();
  }

  private Optional<String> samplesAreTooFew() {
    return settings.sample().count() < 2
        ? Optional.of("A single sample (sample.count) cannot be measured.")
        : Optional.empty();
  }

  private List<String> warnings() {
    return Stream.of(
            unmeasurable(),
            ImageShape.mismatch(settings.report().imageWidth(), table.schema().dimension()))
        .flatMap(Optional::stream)
        .toList();
  }
}
