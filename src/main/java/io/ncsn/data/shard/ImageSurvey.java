package io.ncsn.data.shard;

import io.ncsn.config.ColumnKind;
import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.data.plan.CellOptions;
import io.ncsn.data.plan.ColumnPlan;
import io.ncsn.data.plan.PlanOptions;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.ArrayLengths;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.ImageColumns;
import io.ncsn.data.read.ImageRows;
import io.ncsn.data.read.NamedColumns;
import io.ncsn.data.read.SourceTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Surveys a table of images in one array column and of others beside it. One pass finds the mean
 * and the scale of all pixels, one what the other columns are, and one counts the rows.
 */
final class ImageSurvey {
  private static final Logger LOG = LoggerFactory.getLogger(ImageSurvey.class);

  private static final int MOST_LOGGED = 300;

  private ImageSurvey() {}

  /**
   * Surveys the table.
   *
   * @param used the table's rows
   * @param chosen its columns
   * @param earlier how an earlier model reads the table, if it is to be read so
   * @return empty if no column beside the images varies, and none is their label
   */
  static Optional<SurveyedTable> survey(
      SparkSession spark,
      RowsInUse used,
      ImageColumns chosen,
      DataSettings settings,
      List<String> reserved,
      Optional<EarlierColumns> earlier) {
    Features images = chosen.images();
    Features all = chosen.all();
    all.fields().forEach(field -> SampleColumns.requireOther(field.name(), reserved));
    int size = settings.image().map(ImageFormat::size).orElseThrow();
    ImageRows.requireFit(images, settings, ArrayLengths.dimension(spark, images));
    TablePlan ofOthers =
        PlannedTable.plan(used, chosen::beside, options(chosen, images.source(), settings));
    if (chosen.label().isEmpty() && ofOthers.channels() == 0) {
      return Optional.empty();
    }
    RowHash hash = new RowHash(settings);
    String left = NamedColumns.of(images.source()).beside(all.fields());
    ColumnPlan ofImages =
        plan(spark, images, chosen.image(), size, hash)
            .withNote(left.isEmpty() ? "" : "; left out: " + left);
    TablePlan own =
        new TablePlan(
            ofOthers.rows(),
            Stream.concat(Stream.of(ofImages), ofOthers.columns().stream()).toList());
    TablePlan read = earlier.map(columns -> columns.plan(own)).orElse(own);
    TablePlan plan =
        chosen.others().isEmpty()
            ? read
            : PlannedTable.withRules(read, chosen.all(used.each()), settings);
    LOG.info("Columns of {}:\n{}", images.source().name(), plan.text(MOST_LOGGED));
    RowCodec codec = plan.codec();
    if (!chosen.others().isEmpty()) {
      BrokenText.requireNone(codec, images.source(), settings);
    }
    Census census = CensusJob.census(spark, used, all, codec, hash, Census.Sums.NONE);
    Judgement.requireGood(census, settings, all, true);
    if (earlier.isEmpty()
        && chosen.label().isPresent()
        && ofOthers.columns().get(0).channels() < 2) {
      throw oneLabel(images, ofOthers.columns().get(0));
    }
    return Optional.of(
        new SurveyedTable(
            all,
            hash,
            codec,
            census,
            MixedSurvey.unscaled(codec.width()),
            MixedSurvey.schema(codec),
            SurveyedTable.rowsByFile(spark, images.source(), census),
            plan));
  }

  /** Returns what is said of the columns beside images: a label is a category, and never null. */
  static PlanOptions options(ImageColumns chosen, SourceTable source, DataSettings settings) {
    CellOptions said = CellOptions.of(settings.cells());
    CellOptions cells = chosen.label().map(StructField::name).map(said::withLabel).orElse(said);
    PlanOptions options = PlanOptions.DEFAULT.with(cells);
    boolean declared = !chosen.others().isEmpty() && !source.isText();
    return declared ? options.ofDeclaredTypes() : options;
  }

  private static DataException oneLabel(Features images, ColumnPlan label) {
    return new DataException(
        "Cannot train on data.input '%s' with labels: column '%s' (data.image.label) has %s, need at least 2 labels; name another column, or leave data.image.label out"
            .formatted(images.source().name(), label.name(), label.values()));
  }

  private static ColumnPlan plan(
      SparkSession spark, Features images, StructField image, int size, RowHash hash) {
    Census census =
        CensusJob.census(
            spark, images, images.numbers(Limits.unscaled(size)), hash, Census.Sums.MOMENTS);
    Moments moments = census.moments();
    double mean = 0;
    double square = 0;
    for (int i = 0; i < size; i++) {
      mean += moments.mean(i) / size;
      square += (moments.variance(i) + moments.mean(i) * moments.mean(i)) / size;
    }
    double variance = square - mean * mean;
    if (!(variance > 0)) {
      throw new DataException(
          "Cannot train on data.input '%s': all pixels of column '%s' have one value, need some that vary; check data.features"
              .formatted(images.source().name(), image.name()));
    }
    double least = moments.least();
    double greatest = moments.greatest();
    String type = "array<" + ((ArrayType) image.dataType()).elementType().catalogString() + ">";
    ImageCodec codec =
        new ImageCodec(image.name(), type, size, mean, Math.sqrt(variance), least, greatest);
    return new ColumnPlan(
        image.name(),
        image.dataType().catalogString(),
        ColumnKind.NUMBER,
        "images (data.image)",
        "from %s to %s".formatted(least, greatest),
        0,
        List.of(),
        codec);
  }
}
