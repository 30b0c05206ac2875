package io.ncsn.bench;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.network.MixedSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table of made-up people and its models. It has the columns of a census: nine categories of 2 to
 * 42 levels, and six columns of numbers, of which one is taken as a category and two are mostly 0.
 */
final class MixedModels {
  /** Widths of the hidden layers. */
  static final List<Integer> HIDDEN = Collections.nCopies(3, 256);

  private static final int ROWS = 65_537;
  private static final double SIGMA_BEGIN = 20;
  private static final double SIGMA_END = 0.01;
  private static final int LEVELS = 40;

  private MixedModels() {}

  /** Makes the table and a training. Nothing is held out. */
  static TimedTraining training(Lab lab) {
    PreparedTable table =
        TablePreparer.prepare(
            people(lab),
            Lab.settings("data.scale=quantile", "data.holdout=0").data(),
            2 * lab.tasks(),
            List.of(),
            lab.fresh("people"));
    return new TimedTraining(lab, description(table), table);
  }

  private static Dataset<Row> people(Lab lab) {
    return lab.session()
        .range(0, ROWS, 1, lab.tasks())
        .selectExpr("cast(17 + 41 * (rand(1) + rand(2) + 0.2 * rand(3)) / 1.2 as int) as age", "*")
        .selectExpr(
            "age",
            level("class", 9, 11),
            "cast(exp(12 + 0.5 * randn(12)) as bigint) as weight",
            level("education", 16, 13),
            "cast(1 + 16 * rand(13) * rand(13) as int) as years",
            level("status", 7, 14),
            level("occupation", 15, 15),
            level("relationship", 6, 16),
            level("group", 5, 17),
            level("sex", 2, 18),
            "if(rand(19) < 0.92, 0, cast(1000 * (1 + age % 97) as int)) as gain",
            "if(rand(20) < 0.95, 0, cast(1500 + 10 * (age % 89) as int)) as loss",
            "if(rand(21) < 0.47, 40, cast(1 + 98 * rand(22) as int)) as hours",
            level("country", 42, 23),
            "if(age + 40 * rand(24) > 70, 'high', 'low') as income");
  }

  /** Makes a category, of whose levels the first are the most frequent. */
  private static String level(String name, int levels, int seed) {
    return "concat('%1$s ', cast(%2$d * rand(%3$d) * rand(%3$d) as int)) as `%1$s`"
        .formatted(name, levels, seed);
  }

  private static ModelDescription description(PreparedTable table) {
    MixedSpec network = new MixedSpec(table.codec().channels(), HIDDEN, true, true);
    return new ModelDescription(
        network,
        NoiseSchedule.of(ScheduleKind.GEOMETRIC, SIGMA_BEGIN, SIGMA_END, LEVELS),
        table.codec(),
        anyNumbers(network.dimension()),
        Map.of());
  }

  private static ColumnRanges anyNumbers(int channels) {
    float[] least = new float[channels];
    float[] greatest = new float[channels];
    float[] variance = new float[channels];
    Arrays.fill(least, Float.NEGATIVE_INFINITY);
    Arrays.fill(greatest, Float.POSITIVE_INFINITY);
    Arrays.fill(variance, 1);
    return new ColumnRanges(least, greatest, new float[channels], variance);
  }
}
