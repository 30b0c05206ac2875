package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.GatheredRows;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.report.ReportInputs.Chains;
import io.ncsn.report.ReportInputs.ChainsFrame;
import io.ncsn.settings.Settings;
import io.ncsn.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The report's moving chains begin where the samples do, for columns that are not standardised. */
class MovingChainsTest {
  private static final NoiseSchedule LEVELS = NoiseSchedule.of(ScheduleKind.KARRAS, 9, 0.05, 13);
  private static final float[] MEAN = {300, -70};

  /** Variance of the data. The network's own variance is 1, that of N(0, I). */
  private static final float VARIANCE = 25;

  /**
   * A network without weights gives the score −x/(1 + σ²), so the probability flow takes x(σ₁) to
   * x(σ₁)·√(1/(1 + σ₁²)): chains that begin around the mean m end around m/√(1 + σ₁²).
   */
  @Test
  void chainsBeginAroundTheMeanOfTheTrainingRows() {
    Settings settings =
        ShortTraining.settings("sample.sampler=ode-heun", "sample.steps=400", "data.input=none")
            .settings();
    NetworkSpec spec = new NetworkSpec(2, List.of(3), Form.EDM);
    TrainedModel model =
        new TrainedModel(
            LocalSpark.session(),
            checkpoint(spec, new float[spec.parameters()]),
            settings.network());
    Chains chains;
    try (ScoreNetwork network = model.network()) {
      chains = new PlanePictures(settings, model, network, tables()).plane().chains().orElseThrow();
    }

    List<ChainsFrame> frames = chains.frames();
    double shrinkage = Math.sqrt(1 + LEVELS.largest() * LEVELS.largest());
    for (int axis = 0; axis < 2; axis++) {
      assertThat(mean(frames.get(0), axis))
          .as("beginning of axis " + axis)
          .isCloseTo(MEAN[axis], within(5.0));
      assertThat(mean(frames.get(frames.size() - 1), axis))
          .as("end of axis " + axis)
          .isCloseTo(MEAN[axis] / shrinkage, within(0.6));
    }
  }

  private static double mean(ChainsFrame frame, int axis) {
    return frame.points().stream().mapToDouble(point -> point[axis]).average().orElseThrow();
  }

  /** A model of two columns with these parameters. */
  static Checkpoint checkpoint(NetworkSpec spec, float[] parameters) {
    ModelDescription description =
        new ModelDescription(
            spec,
            LEVELS,
            new TableSchema(
                Layout.COLUMNS, "", List.of(new Column("x", "double"), new Column("y", "double"))),
            new Scaler(new double[] {0, 0}, new double[] {1, 1}),
            new ColumnRanges(
                new float[] {270, -100},
                new float[] {330, -40},
                MEAN,
                new float[] {VARIANCE, VARIANCE}),
            Map.of());
    return new Checkpoint(
        description,
        TrainingState.initial("hash"),
        Map.of(
            Checkpoint.PARAMETERS, parameters,
            Checkpoint.EMA, parameters,
            Checkpoint.UPDATER, new float[2 * parameters.length]));
  }

  /** Rows around the mean, so wide that the picture shows every noise level. */
  private static EvaluationTables tables() {
    GatheredRows rows =
        GatheredRows.of(new Matrix(3, 2, new double[] {200, -170, 300, -70, 400, 30}));
    return new EvaluationTables(List.of("x", "y"), rows, rows, Optional.empty());
  }
}
