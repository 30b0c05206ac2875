package io.ncsn.data.shard;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.plan.ColumnPlan;
import io.ncsn.data.plan.ColumnPlanner;
import io.ncsn.data.plan.PlanOptions;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.read.ArrayLengths;
import io.ncsn.data.read.FeatureChooser;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.ImageRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;

/**
 * Surveys a table of images in one array column and of their categories in another. One pass finds
 * the mean and the scale of all pixels, one the categories, and one counts the rows.
 */
final class LabelledSurvey {
  private LabelledSurvey() {}

  /**
   * Surveys the table.
   *
   * @param used the table's rows
   * @param images the column of images
   * @param label the column of categories
   * @param earlier how an earlier model reads the table, if it is to be read so
   */
  static SurveyedTable survey(
      SparkSession spark,
      RowsInUse used,
      Features images,
      StructField label,
      DataSettings settings,
      List<String> reserved,
      Optional<EarlierColumns> earlier) {
    StructField image = images.fields().get(0);
    Features both = new Features(images.source(), Layout.COLUMNS, List.of(image, label));
    both.fields().forEach(field -> SampleColumns.requireOther(field.name(), reserved));
    int size = settings.image().map(ImageFormat::size).orElseThrow();
    ImageRows.requireFit(images, settings, ArrayLengths.dimension(spark, images));
    RowHash hash = new RowHash(settings);
    Features labels = new Features(images.source(), Layout.COLUMNS, List.of(label));
    PlanOptions asCategory =
        new PlanOptions(
            Map.of(label.name(), ColumnKind.CATEGORY),
            Nulls.BAD,
            Map.of(),
            PlanOptions.DEFAULT.stateShare(),
            PlanOptions.DEFAULT.mostLevels(),
            PlanOptions.DEFAULT.mostGrid(),
            PlanOptions.DEFAULT.mostCodes());
    TablePlan ofLabels = ColumnPlanner.plan(labels.cells(), asCategory);
    String left = FeatureChooser.beside(images.source(), both.fields());
    ColumnPlan ofImages =
        plan(spark, images, image, size, hash)
            .withNote(left.isEmpty() ? "" : "; left out: " + left);
    TablePlan own = new TablePlan(ofLabels.rows(), List.of(ofImages, ofLabels.columns().get(0)));
    TablePlan plan = earlier.map(columns -> columns.plan(own)).orElse(own);
    RowCodec codec = plan.codec();
    Census census = CensusJob.census(spark, used, both, codec, hash, Census.Sums.NONE);
    Judgement.requireGood(census, settings, both, true);
    if (earlier.isEmpty() && ofLabels.columns().get(0).channels() < 2) {
      throw oneLabel(images, ofLabels.columns().get(0));
    }
    return new SurveyedTable(
        both,
        hash,
        codec,
        census,
        MixedSurvey.unscaled(codec.width()),
        MixedSurvey.schema(codec),
        SurveyedTable.rowsByFile(spark, images.source(), census),
        plan);
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
