package io.ncsn.train;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Places;
import io.ncsn.config.Values;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Objective;
import io.ncsn.network.Precision;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code train.*}.
 *
 * @param batchSize rows per minibatch and replica
 * @param replicas logical replicas that train between two averagings; not the number of executors
 * @param averagingFrequency H, minibatches that a replica runs between two averagings; empty: auto,
 *     by model size
 * @param maxSeconds stop after this long; empty: no limit
 * @param maxRounds stop after so many averagings; empty: no limit
 * @param maxEpochs stop after so many passes over the training rows; empty: no limit (one of the
 *     three must be set)
 * @param warmUp minibatches over which the learning rate rises from 0
 * @param decay what the learning rate does from then to the end
 * @param clipNorm greatest gradient norm; empty: no clipping
 * @param emaDecay decay of the parameters' moving average per minibatch (NCSNv2 Technique 5)
 * @param objective the loss that training minimises
 * @param emRounds how often unknown cells are filled in; empty: auto
 * @param outer the driver's step from the mean of the replicas, and the replicas' learning rate
 * @param outerLearningRate learning rate of {@code outer = nesterov}
 * @param outerMomentum momentum of {@code outer = nesterov}
 * @param validateEvery rounds between two hold-out losses; empty: auto
 * @param patience validations without a better loss before stopping early; empty: never
 * @param targetLoss hold-out loss at which training stops; empty: none
 * @param checkpointEvery rounds between two checkpoints; empty: auto
 * @param reduction where replicas are averaged
 * @param calibrationRows samples that a trained model of mixed rows is calibrated by, twice; empty:
 *     auto, by the number of training rows
 * @param precision the precision of the network's passes, where the processor gains by it
 * @param startFrom the model whose parameters are the first ones; its hash counts, not its place
 */
public record TrainSettings(
    int batchSize,
    int replicas,
    OptionalInt averagingFrequency,
    OptionalDouble maxSeconds,
    OptionalInt maxRounds,
    OptionalDouble maxEpochs,
    long seed,
    double learningRate,
    int warmUp,
    Decay decay,
    OptionalDouble clipNorm,
    double emaDecay,
    Objective objective,
    OptionalInt emRounds,
    OuterStep outer,
    double outerLearningRate,
    double outerMomentum,
    OptionalInt validateEvery,
    OptionalInt patience,
    OptionalDouble targetLoss,
    OptionalInt checkpointEvery,
    Reduction reduction,
    OptionalInt calibrationRows,
    Precision precision,
    Optional<String> startFrom) {

  /** The settings that only say when training ends. */
  public static final Set<String> ENDS =
      Set.of(
          "train.max-epochs",
          "train.max-rounds",
          "train.max-seconds",
          "train.patience",
          "train.target-loss");

  /** The settings that do not change the parameters: a training goes on with others. */
  static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "train.calibration-rows",
          "train.checkpoint-every",
          "train.reduction",
          "train.start-from",
          "train.validate-every");

  private static final String OUTER = "train.outer";

  /** The setting that only tables with unknown cells depend on. */
  public static final String EM_ROUNDS = "train.em-rounds";

  /** The precision of the network's passes. */
  public static final String PRECISION = "train.precision";

  /** The setting that names the model to start from. */
  public static final String START_FROM = "train.start-from";

  /** Rows that a replica takes in a round are counted in an int. */
  static final long MOST_ROWS_OF_A_ROUND = 1_000_000_000;

  /** Reads {@code train.*}. */
  public static TrainSettings read(Values values) {
    Objective objective = Objective.VARIANTS.read(values, Optional.empty());
    TrainSettings train =
        new TrainSettings(
            values.read("train.batch-size", Kind.integer(1)),
            values.read("train.replicas", Kind.integer(1)),
            values.autoInteger("train.averaging-frequency", 1),
            values.limit("train.max-seconds", Bounds.POSITIVE),
            values.integerLimit("train.max-rounds"),
            values.limit("train.max-epochs", Bounds.POSITIVE),
            values.read("train.seed", Kind.seed()),
            values.read("train.learning-rate", Kind.number(Bounds.POSITIVE)),
            values.read("train.warm-up", Kind.integer(0)),
            values.read("train.decay", Kind.choice(Decay.class)),
            values.limit("train.clip-norm", Bounds.POSITIVE),
            values.read("train.ema-decay", Kind.number(Bounds.FRACTION)),
            objective,
            values.autoInteger(EM_ROUNDS, 0),
            values.read(OUTER, Kind.choice(OuterStep.class)),
            values.read("train.outer-learning-rate", Kind.number(Bounds.POSITIVE)),
            values.read("train.outer-momentum", Kind.number(Bounds.FRACTION)),
            values.autoInteger("train.validate-every", 1),
            values.integerLimit("train.patience"),
            values.limit("train.target-loss", Bounds.ANY),
            values.autoInteger("train.checkpoint-every", 1),
            values.read("train.reduction", Kind.choice(Reduction.class)),
            values.autoInteger("train.calibration-rows", 0),
            values.read(PRECISION, Kind.choice(Precision.class)),
            values.read(START_FROM, Kind.place("a model's path or URI").orNone()));
    train.startFrom().ifPresent(place -> Places.check(values, START_FROM, place));
    objective.check(values);
    train.check(values);
    return train;
  }

  /**
   * Returns the settings that the parameters of each table depend on, as text. Trainings of equal
   * texts go on.
   *
   * @param spec the network, by which {@code auto} is resolved
   */
  public String whatParametersDependOn(ModelSpec spec) {
    return Arrays.stream(getClass().getRecordComponents())
        .filter(setting -> !ENDS.contains(key(setting)) && !WITHOUT_EFFECT.contains(key(setting)))
        .filter(setting -> !EM_ROUNDS.equals(key(setting)))
        .filter(setting -> !PRECISION.equals(key(setting)) || precision != Precision.FLOAT32)
        .map(
            setting ->
                OUTER.equals(key(setting)) ? ReplicaRate.outer(this, spec).name() : value(setting))
        .collect(Collectors.joining(" "));
  }

  /** Returns the number of rows in the minibatches of all replicas. */
  public long rows(long iterations) {
    return iterations * batchSize * replicas;
  }

  private static String key(RecordComponent setting) {
    return "train." + setting.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private String value(RecordComponent setting) {
    try {
      return String.valueOf(setting.getAccessor().invoke(this));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void check(Values values) {
    long rows = (long) batchSize * averagingFrequency.orElse(AutoTraining.LEAST_MINIBATCHES);
    values.rule(
        List.of("train.batch-size", "train.averaging-frequency"),
        rows > MOST_ROWS_OF_A_ROUND,
        "train.batch-size is %s and train.averaging-frequency is %s: a replica would take %d rows in a round, but at most %d can be counted; set a smaller one"
            .formatted(
                values.rendered("train.batch-size"),
                values.rendered("train.averaging-frequency"),
                rows,
                MOST_ROWS_OF_A_ROUND));
    for (String key : List.of("train.outer-learning-rate", "train.outer-momentum")) {
      values.rule(
          List.of(key, OUTER),
          values.isChanged(key) && outer != OuterStep.NESTEROV,
          "%s is %s, but only train.outer = nesterov uses it, and train.outer is %s; set nesterov or leave it out"
              .formatted(key, values.rendered(key), values.rendered(OUTER)));
    }
    ranks(values, "train.patience", patience.isPresent());
    ranks(values, "train.target-loss", targetLoss.isPresent());
  }

  /** The loss that {@code key} goes by must say how good the model is. */
  private void ranks(Values values, String key, boolean isSet) {
    values.rule(
        List.of(key, Objective.KEY),
        isSet && !objective.ranksModels(),
        "%s is %s, but the loss of train.objective %s is near 0 from the first step to the last and does not say how good the model is; set %1$s = none"
            .formatted(key, values.rendered(key), objective.word()));
  }

  /** {@code train.decay}. */
  public enum Decay {
    NONE,
    COSINE
  }

  /** {@code train.outer}. */
  public enum OuterStep {
    AUTO,
    SCALED,
    AVERAGE,
    NESTEROV
  }

  /**
   * {@code train.reduction}: on the driver (small models), or by segments on the executors (large
   * ones).
   */
  public enum Reduction {
    AUTO,
    DRIVER,
    SEGMENTS
  }
}
