package io.ncsn.cli;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** An untrained model of one column and two neurons. */
final class TinyModel {
  /** Number of parameters of its network. */
  static final int PARAMETERS = (2 * 2 + 2) + (2 + 1);

  private TinyModel() {}

  /** Writes it to a directory; the directory. */
  static Path write(Path directory) {
    return write(directory, Map.of("version.java", "17"));
  }

  /** Writes it with what it knows of its training; the directory. */
  static Path write(Path directory, Map<String, String> provenance) {
    var description =
        new ModelDescription(
            new NetworkSpec(1, List.of(2), Form.EDM),
            NoiseSchedule.of(ScheduleKind.LINEAR, 10, 1, 10),
            new TableSchema(Layout.COLUMNS, "", List.of(new Column("a", "double"))),
            new Scaler(new double[] {0}, new double[] {1}),
            ColumnRanges.standard(new float[] {-1}, new float[] {2}),
            provenance);
    float[] vector = new float[PARAMETERS];
    vector[0] = 1;
    ModelDirectory.at(directory.toString(), new Configuration())
        .publish(
            new Checkpoint(
                description,
                TrainingState.initial("hash").afterRound(1, 1, 1),
                Map.of(
                    Checkpoint.PARAMETERS, vector,
                    Checkpoint.EMA, vector,
                    Checkpoint.UPDATER, new float[2 * PARAMETERS])));
    return directory;
  }
}
