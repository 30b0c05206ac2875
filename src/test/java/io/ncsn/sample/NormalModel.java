package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.List;
import java.util.Map;

/**
 * A model of N(mean, scale²): an EDM network of zero parameters has the exact score of N(0, I) in
 * standardised units.
 */
final class NormalModel {
  static final NoiseSchedule SCHEDULE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 10, 0.01, 20);
  static final double[] MEAN = {100, -3};
  static final double[] SCALE = {10, 0.5};

  private NormalModel() {}

  static Checkpoint checkpoint() {
    return checkpoint(new NetworkSpec(2, List.of(4), Form.EDM));
  }

  static Checkpoint checkpoint(NetworkSpec spec) {
    TableSchema schema =
        new TableSchema(
            Layout.COLUMNS, "", List.of(new Column("x", "double"), new Column("y", "double")));
    ModelDescription model =
        new ModelDescription(
            spec,
            SCHEDULE,
            schema,
            new Scaler(MEAN, SCALE),
            ColumnRanges.standard(new float[2], new float[2]),
            Map.of());
    float[] zero = new float[spec.parameters()];
    return new Checkpoint(
        model,
        TrainingState.initial("hash"),
        Map.of(
            Checkpoint.PARAMETERS, zero,
            Checkpoint.EMA, zero,
            Checkpoint.UPDATER, new float[2 * zero.length]));
  }
}
