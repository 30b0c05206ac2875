package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.job.ShortTraining;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Models of images of 5 by 3 pixels that are not trained, for tests of what is made of scores. */
final class ImageModels {
  static final Unet NET = new Unet(5, 3, 1, 1, List.of(16), List.of(1), false);
  static final NoiseSchedule SCHEDULE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 5, 0.01, 40);

  private ImageModels() {}

  /** Returns a network of images without labels. */
  static NetworkSpec withoutLabels() {
    return new NetworkSpec(
        15, NET, Form.EDM, Kind.SCORE, Activation.SILU, Embedding.FOURIER, List.of(0.3, 1.7));
  }

  /** Returns the parameters of an untouched network, all of them moved, so that all matter. */
  static float[] moved(ModelSpec spec) {
    float[] parameters = spec.initialParameters(3);
    float[] moves = new float[parameters.length];
    Streams.fillNormal(Streams.of(4, Purpose.INITIALISATION), moves, moves.length);
    for (int i = 0; i < moves.length; i++) {
      parameters[i] += 0.2f * moves[i];
    }
    return parameters;
  }

  static SparkSession session() {
    return LocalSpark.session();
  }

  /**
   * Returns the sampler of a model.
   *
   * @param settings as after {@code --set}
   */
  static Sampler sampler(ModelSpec spec, RowCodec codec, float[] parameters, String... settings) {
    ColumnRanges ranges =
        ColumnRanges.standard(new float[spec.dimension()], new float[spec.dimension()]);
    Checkpoint checkpoint =
        new Checkpoint(
            new ModelDescription(spec, SCHEDULE, codec, ranges, Map.of()),
            TrainingState.initial("hash"),
            Map.of(
                Checkpoint.PARAMETERS, parameters,
                Checkpoint.EMA, parameters,
                Checkpoint.UPDATER, new float[2 * parameters.length]));
    return new Sampler(
        session(),
        checkpoint,
        ShortTraining.settings(settings).settings().sample(),
        KernelPlan.here(KernelChoice.LIBTORCH));
  }

  static String[] with(String[] settings, String... further) {
    return Stream.concat(Stream.of(settings), Stream.of(further)).toArray(String[]::new);
  }
}
