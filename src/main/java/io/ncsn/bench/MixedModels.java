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

/** Models of a table of made-up people. */
final class MixedModels {
  /** Widths of the hidden layers. */
  static final List<Integer> HIDDEN = Collections.nCopies(3, 256);

  /** Rows of the table. */
  static final int ROWS = 65_537;

  private static final double SIGMA_BEGIN = 20;
  private static final double SIGMA_END = 0.01;
  private static final int LEVELS = 40;

  private MixedModels() {}

  /** Makes the table and a training. Nothing is held out. */
  static TimedTraining training(Lab lab) {
    PreparedTable table =
        TablePreparer.prepare(
            MadeUpTables.people(lab, ROWS),
            Lab.settings("data.scale=quantile", "data.holdout=0").data(),
            2 * lab.tasks(),
            List.of(),
            lab.fresh("people"));
    return new TimedTraining(lab, description(table), table);
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
