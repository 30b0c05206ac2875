package io.ncsn.train;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.shard.BadRowReport;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.RowsByFile;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.Directions;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MultiScale.Weighting;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Objective;
import io.ncsn.network.ObjectiveKind;
import io.ncsn.network.Precision;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.testing.LocalSpark;
import io.ncsn.train.TrainSettings.Decay;
import io.ncsn.train.TrainSettings.OuterStep;
import io.ncsn.train.TrainSettings.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Small training runs for tests: two columns, of which the second is the first plus a little noise.
 */
final class TrainRuns {
  static final NetworkSpec SPEC = new NetworkSpec(2, List.of(16, 16), Form.EDM);
  static final NoiseSchedule SCHEDULE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 5, 0.1, 6);

  private static final Objective MULTI_SCALE =
      ObjectiveKind.MULTI_SCALE.of(Weighting.POWER, 2, 0, 1, Directions.RADEMACHER, 4, 10, 0.01);

  private TrainRuns() {}

  static Builder settings() {
    return new Builder();
  }

  static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
  }

  static TrainingRun run(TrainSettings settings, KernelChoice kernel) {
    List<Shard> train = new ArrayList<>();
    for (int id = 0; id < 4; id++) {
      train.add(shard(id, 60 + 7 * id));
    }
    return run(settings, kernel, train);
  }

  static TrainingRun run(TrainSettings settings, KernelChoice kernel, List<Shard> train) {
    return run(settings, kernel, train, List.of(shard(0, 100), shard(1, 50)));
  }

  static TrainingRun run(
      TrainSettings settings, KernelChoice kernel, List<Shard> train, List<Shard> holdout) {
    return run(settings, kernel, train, holdout, SPEC, SCHEDULE);
  }

  static TrainingRun run(
      TrainSettings settings,
      KernelChoice kernel,
      List<Shard> train,
      NetworkSpec spec,
      NoiseSchedule schedule) {
    return run(settings, kernel, train, List.of(shard(0, 100), shard(1, 50)), spec, schedule);
  }

  private static TrainingRun run(
      TrainSettings settings,
      KernelChoice kernel,
      List<Shard> train,
      List<Shard> holdout,
      NetworkSpec spec,
      NoiseSchedule schedule) {
    TableSchema schema =
        new TableSchema(
            Layout.COLUMNS, "", List.of(new Column("a", "double"), new Column("b", "double")));
    Scaler scaler = new Scaler(new double[2], new double[] {1, 1});
    PreparedTable table =
        new PreparedTable(
            schema,
            scaler,
            train.stream().mapToInt(Shard::rows).sum(),
            holdout.stream().mapToInt(Shard::rows).sum(),
            train.stream().mapToInt(Shard::rows).toArray(),
            rdd(train),
            rdd(holdout),
            "fingerprint",
            new BadRowReport(Map.of(), List.of()),
            RowsByFile.NONE);
    ModelDescription model =
        new ModelDescription(
            spec,
            schedule,
            schema,
            scaler,
            ColumnRanges.standard(new float[2], new float[2]),
            provenance(settings));
    return new TrainingRun(settings, KernelPlan.here(kernel), table, model, hash(settings));
  }

  /** As a job notes its settings. */
  private static Map<String, String> provenance(TrainSettings settings) {
    return Map.of(
        "setting.train.max-rounds", settings.maxRounds().toString(),
        "setting.train.patience", settings.patience().toString(),
        "setting.train.checkpoint-every", settings.checkpointEvery().toString(),
        "setting.train.learning-rate", String.valueOf(settings.learningRate()),
        "setting.train.decay", settings.decay().toString(),
        "setting.report.title", "of " + settings);
  }

  private static String hash(TrainSettings settings) {
    return "%s, decay %s, of %d replicas and %s"
        .formatted(
            settings.learningRate(), settings.decay(), settings.replicas(), settings.objective());
  }

  static Shard shard(int id, int rows) {
    float[] values = new float[2 * rows];
    Streams.fillNormal(Streams.of(1, Purpose.DATASET, id, rows), values, values.length);
    for (int row = 0; row < rows; row++) {
      values[2 * row + 1] = 0.9f * values[2 * row] + 0.4f * values[2 * row + 1];
    }
    return new Shard(id, rows, 2, values);
  }

  private static JavaRDD<Shard> rdd(List<Shard> shards) {
    return spark().parallelize(shards, shards.size());
  }

  /** Settings of a run of a few small rounds. */
  static final class Builder {
    private OptionalInt emRounds = OptionalInt.empty();
    private int replicas = 3;
    private int minibatches = 5;
    private OptionalInt rounds = OptionalInt.of(6);
    private double learningRate = 1e-3;
    private OuterStep outer = OuterStep.AVERAGE;
    private double outerRate = 0.7;
    private double outerMomentum = 0.9;
    private OptionalDouble maxEpochs = OptionalDouble.empty();
    private OptionalInt patience = OptionalInt.empty();
    private OptionalDouble targetLoss = OptionalDouble.empty();
    private Reduction reduction = Reduction.AUTO;
    private int batchSize = 16;
    private double clipNorm = 10;
    private Decay decay = Decay.COSINE;
    private boolean automatic;

    /** Everything that can be auto is, and nothing limits the rounds. */
    Builder automatic() {
      automatic = true;
      return this;
    }

    private Objective objective = MULTI_SCALE;

    Builder replicas(int value) {
      replicas = value;
      return this;
    }

    Builder minibatches(int value) {
      minibatches = value;
      return this;
    }

    Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    Builder clipNorm(double value) {
      clipNorm = value;
      return this;
    }

    Builder decay(Decay value) {
      decay = value;
      return this;
    }

    Builder rounds(int value) {
      rounds = OptionalInt.of(value);
      return this;
    }

    Builder learningRate(double value) {
      learningRate = value;
      return this;
    }

    Builder outer(OuterStep value) {
      outer = value;
      return this;
    }

    Builder outerRates(double rate, double momentum) {
      outerRate = rate;
      outerMomentum = momentum;
      return this;
    }

    Builder patience(int value) {
      patience = OptionalInt.of(value);
      return this;
    }

    Builder targetLoss(double value) {
      targetLoss = OptionalDouble.of(value);
      return this;
    }

    Builder maxEpochs(double value) {
      maxEpochs = OptionalDouble.of(value);
      return this;
    }

    Builder objective(Objective value) {
      objective = value;
      return this;
    }

    Builder emRounds(int value) {
      emRounds = OptionalInt.of(value);
      return this;
    }

    Builder reduction(Reduction value) {
      reduction = value;
      return this;
    }

    TrainSettings build() {
      return new TrainSettings(
          batchSize,
          replicas,
          setOrAuto(minibatches),
          OptionalDouble.empty(),
          automatic ? OptionalInt.empty() : rounds,
          maxEpochs,
          42,
          learningRate,
          10,
          decay,
          Double.isFinite(clipNorm) ? OptionalDouble.of(clipNorm) : OptionalDouble.empty(),
          0.99,
          objective,
          emRounds,
          automatic ? OuterStep.AUTO : outer,
          outerRate,
          outerMomentum,
          setOrAuto(2),
          patience,
          targetLoss,
          setOrAuto(2),
          reduction,
          OptionalInt.of(0),
          Precision.FLOAT32,
          Optional.empty());
    }

    private OptionalInt setOrAuto(int value) {
      return automatic ? OptionalInt.empty() : OptionalInt.of(value);
    }
  }
}
