package io.ncsn.cli;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.GridMap;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.network.MixedSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * An untrained model of people: their ages from 17 to 90, their incomes, and numbers of their own.
 */
final class TinyMixedModel {
  private TinyMixedModel() {}

  /**
   * Writes it to a directory.
   *
   * @param observed whether it can be given cells
   */
  static Path write(Path directory, boolean observed) {
    return write(directory, observed, "bigint");
  }

  /** Writes one whose ids are of a type. */
  static Path write(Path directory, boolean observed, String ids) {
    RowCodec codec = codec(ids);
    return publish(directory, new MixedSpec(codec.channels(), List.of(3), observed, true), codec);
  }

  /** Writes an untrained model of rows of {@code codec}. */
  static Path publish(Path directory, MixedSpec spec, RowCodec codec) {
    return publish(directory, spec, codec, Map.of("version.java", "17"));
  }

  /** Writes one that was trained with some settings, named as in its provenance. */
  static Path trainedWith(Path directory, Map<String, String> provenance) {
    RowCodec codec = codec("bigint");
    MixedSpec spec = new MixedSpec(codec.channels(), List.of(3), true, true);
    return publish(directory, spec, codec, provenance);
  }

  private static Path publish(
      Path directory, MixedSpec spec, RowCodec codec, Map<String, String> provenance) {
    float[] vector = new float[spec.parameters()];
    var description =
        new ModelDescription(
            spec,
            NoiseSchedule.of(ScheduleKind.GEOMETRIC, 20, 0.01, 10),
            codec,
            ranges(spec.dimension()),
            provenance);
    ModelDirectory.at(directory.toString(), new Configuration())
        .publish(
            new Checkpoint(
                description,
                TrainingState.initial("hash").afterRound(1, 1, 1),
                Map.of(
                    Checkpoint.PARAMETERS, vector,
                    Checkpoint.EMA, vector,
                    Checkpoint.UPDATER, new float[2 * vector.length])));
    return directory;
  }

  private static RowCodec codec(String ids) {
    GridMap ages = GridMap.of(new NumberLine("int"), new long[] {17, 40, 90}, new long[] {3, 5, 2});
    TextLevels incomes =
        TextLevels.of(
            Map.of(UTF8String.fromString("<=50K"), 7L, UTF8String.fromString(">50K"), 3L));
    return new RowCodec(
        Layout.COLUMNS,
        "",
        List.of(
            new SpreadCodec("age", "int", List.of(), false, new double[0], ages),
            new CategoryCodec("income", "string", false, 0, 2, incomes),
            new IdCodec("id", ids, "1", 0)));
  }

  private static ColumnRanges ranges(int width) {
    float[] least = new float[width];
    float[] greatest = new float[width];
    float[] variance = new float[width];
    Arrays.fill(least, Float.NEGATIVE_INFINITY);
    Arrays.fill(greatest, Float.POSITIVE_INFINITY);
    Arrays.fill(variance, 1);
    return new ColumnRanges(least, greatest, new float[width], variance);
  }
}
