package io.ncsn.job;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.EvaluateSettings.Features;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.evaluate.Evaluation;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.TableRows;
import io.ncsn.evaluate.mixed.ImagesAndColumns;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.output.JobKind;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures samples against a real table, without the model that drew them. No row of a table of
 * numbers, and no image, counts as a training row, so their metrics have no floors. A mixed table
 * is parted by {@code data.holdout} as training parts it, and so are other columns beside images.
 */
public final class SampleEvaluation {
  private static final Logger LOG = LoggerFactory.getLogger(SampleEvaluation.class);

  private final EffectiveSettings effective;
  private final Settings settings;
  private final SparkSession spark;
  private final Optional<ModelClassifier> classifier;

  /**
   * @param effective {@code data.*} tells how to read the real table, {@code evaluate.*} how to
   *     measure
   */
  public SampleEvaluation(SparkSession spark, EffectiveSettings effective) {
    this(spark, effective, Optional.empty());
  }

  private SampleEvaluation(
      SparkSession spark, EffectiveSettings effective, Optional<ModelClassifier> classifier) {
    this.spark = spark;
    this.effective = effective;
    this.settings = effective.settings();
    this.classifier = classifier;
  }

  /**
   * Returns the same evaluation by the classifier of images that a model keeps, so that it compares
   * with others by it.
   *
   * @param model the model's directory
   * @throws ConfigException if it keeps none, or if other features are asked for
   */
  public SampleEvaluation by(String model) {
    if (settings.evaluate().features().features() == Features.RANDOM) {
      throw new ConfigException(
          "Cannot evaluate by the classifier of --model '%s' with evaluate.features random; set evaluate.features = auto, or leave --model out"
              .formatted(model));
    }
    return new SampleEvaluation(
        spark,
        effective,
        Optional.of(ModelClassifier.of(model, spark.sparkContext().hadoopConfiguration())));
  }

  /**
   * Metrics of samples.
   *
   * @param result the metrics
   * @param reference the real table
   * @param settings the settings in force
   * @param warnings what the reader must know before believing a figure
   */
  public record Measured(
      Measurement result,
      PreparedTable reference,
      EffectiveSettings settings,
      List<String> warnings) {
    /** The entries of {@code run.json}, in their order. */
    public Map<String, Object> facts() {
      Map<String, Object> facts = new LinkedHashMap<>(MetricFacts.of(result));
      facts.putAll(gates().facts());
      return facts;
    }

    /** The gates of {@code require}, held against the metrics. */
    public QualityGates gates() {
      return QualityGates.of(settings.settings().require(), Optional.of(result));
    }

    /** A report of the metrics as HTML. */
    public String report() {
      return RunReport.of(this);
    }
  }

  /**
   * Measures samples against the table that {@code data.input} names.
   *
   * @param samples samples that {@code ncsn sample} or {@link ModelSampler#rows} made
   * @param work gets work files; the caller deletes it
   */
  public Measured measure(Dataset<Row> samples, String work) {
    SampledColumns columns =
        SampledColumns.of(
            samples,
            settings.data(),
            () -> SourceTable.open(spark, settings.data()).table().columns());
    DataSettings data = columns.reference();
    requireLabels(columns);
    LOG.info("Measuring the samples");
    PreparedTable table = TablePreparer.prepare(spark, data, 1, work);
    return isMixed(table)
        ? mixed(data, table, mixed -> mixed.measure(spark, samples))
        : measured(samples, table, data, mixed -> mixed.measure(spark, samples));
  }

  /** As {@link #measure(Dataset, String)}, against a table that the program holds. */
  public Measured measure(Dataset<Row> samples, Dataset<Row> reference, String work) {
    SampledColumns columns = SampledColumns.of(samples, settings.data(), reference::columns);
    DataSettings data = columns.reference();
    requireLabels(columns);
    LOG.info("Measuring the samples");
    PreparedTable table = TablePreparer.prepare(reference, data, 1, List.of(), work);
    return isMixed(table)
        ? mixed(data, table, mixed -> mixed.measure(reference, samples))
        : measured(samples, table, data, mixed -> mixed.measure(reference, samples));
  }

  private Measured measured(
      Dataset<Row> samples,
      PreparedTable table,
      DataSettings data,
      Function<MixedSamples, MixedEvaluation> ofColumns) {
    boolean haveColumns = LabelledSamples.haveColumns(table, settings);
    if (haveColumns) {
      settings.evaluate().requireTarget(table.codec().measured());
    }
    spark.sparkContext().setJobGroup(JobKind.EVALUATE.group(), "Measure the samples", true);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Optional<ModuleFeatures> module = ModuleFeatures.of(settings, context.hadoopConfiguration());
    if (!LabelledSamples.are(table)) {
      return new Measured(numbers(context, samples, table, module), table, effective, List.of());
    }
    EvaluationResult images = images(samples, table).measure(context, module);
    if (!haveColumns) {
      return new Measured(images, table, effective, List.of());
    }
    MixedSamples columns = new MixedSamples(settings.evaluate(), data, table);
    return new Measured(
        new ImagesAndColumns(images, ofColumns.apply(columns)),
        table,
        effective,
        columns.warning().stream().toList());
  }

  private EvaluationResult numbers(
      JavaSparkContext context,
      Dataset<Row> samples,
      PreparedTable table,
      Optional<ModuleFeatures> module) {
    EvaluationTables tables =
        new EvaluationTables(
            table.schema().columns().stream().map(c -> c.name()).toList(),
            TableRows.of(all(table), table.schema(), table.scaler(), settings.evaluate()),
            TableRows.of(samples, table.schema(), settings.evaluate()),
            Optional.empty());
    return ModuleFeatures.add(
        Evaluation.of(context, settings.evaluate(), settings.data().scale(), tables),
        context,
        settings,
        tables,
        module,
        table.schema().columns().stream().map(c -> c.type()).toList());
  }

  /** Returns all rows of the reference: images are not held out where columns beside them are. */
  private static JavaRDD<Shard> all(PreparedTable table) {
    return table.holdoutRows() == 0 ? table.train() : table.train().union(table.holdout());
  }

  private LabelledSamples images(Dataset<Row> samples, PreparedTable table) {
    JavaRDD<Shard> reference = all(table);
    return classifier
        .map(by -> LabelledSamples.by(by, settings, table, samples, reference))
        .orElseGet(
            () ->
                LabelledSamples.of(
                    settings, table, samples, reference, Optional.empty(), Optional.empty()));
  }

  /** Checks that there are labels, where a model's classifier is to judge them. */
  private void requireLabels(SampledColumns columns) {
    if (classifier.isPresent() && !columns.haveLabels()) {
      throw new ConfigException(
          "Cannot evaluate by a classifier of --model: it judges images with labels, and the samples have no column that data.image.label names; set data.image, or leave --model out");
    }
  }

  private static boolean isMixed(PreparedTable table) {
    return table.plan().isPresent() && !LabelledSamples.are(table);
  }

  private Measured mixed(
      DataSettings data, PreparedTable table, Function<MixedSamples, MixedEvaluation> measure) {
    settings.evaluate().requireTarget(table.codec().measured());
    spark.sparkContext().setJobGroup(JobKind.EVALUATE.group(), "Measure the samples", true);
    MixedSamples samples = new MixedSamples(settings.evaluate(), data, table);
    return new Measured(
        measure.apply(samples), table, effective, samples.warning().stream().toList());
  }
}
