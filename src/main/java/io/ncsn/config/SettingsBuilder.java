package io.ncsn.config;

import io.ncsn.config.NetworkSettings.Embedding;
import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.noise.ScheduleKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Makes the settings records from the values found: the one place that says which kind of value a
 * key has.
 */
final class SettingsBuilder {
  private static final Kind<List<String>> NAMES =
      Kind.list("a list of column names, such as [a, b]", Kind.text("a column's name"));
  private static final Kind<List<Integer>> WIDTHS =
      Kind.nonEmpty(
          Kind.list(
              "a list of whole numbers from 1 to 65536, such as [128, 128]",
              Kind.integer(1, 65536)));

  /** Far more than is useful. A larger value is a slip, and would not fit an int or memory. */
  private static final int MOST_LEVELS = 10_000;

  private static final int MOST_STEPS = 10_000;
  private static final long MOST_SAMPLES = 1_000_000_000_000L;

  /** Metrics of pairs take a time that grows with its square. */
  private static final int MOST_COMPARED = 1_000_000;

  private static final int MOST_PROJECTIONS = 100_000;

  private static final Kind<Long> SEED = Kind.wholeNumber(Long.MIN_VALUE);

  private static final Kind<List<Long>> SEEDS =
      Kind.list("two seeds, such as [1, 2]", Kind.wholeNumber(Long.MIN_VALUE));

  private final Values values;

  SettingsBuilder(Values values) {
    this.values = values;
  }

  Settings build() {
    ObjectiveSettings objective = objective();
    return new Settings(
        values.readIfSet("output", Kind.place("a directory's path or URI")).orElse(""),
        data(),
        noise(),
        network(objective.kind()),
        train(objective),
        sample(objective.kind()),
        new LikelihoodSettings(
            values.read("likelihood.tolerance", Kind.number(Bounds.POSITIVE)),
            autoInteger("likelihood.probes", 2),
            integer(values.read("likelihood.grey-levels", Kind.integer(2).orNone())),
            values.read("likelihood.seed", SEED)),
        new ScoreSettings(sigma("score.sigma")),
        new WaveSettings(values.read("waves.seconds", Kind.number(Bounds.NOT_NEGATIVE))),
        new EvaluateSettings(
            values.read("evaluate.rows", Kind.integer(2, MOST_COMPARED)),
            values.read("evaluate.projections", Kind.integer(1, MOST_PROJECTIONS)),
            values.read("evaluate.seed", SEED)),
        new ReportSettings(
            Redaction.hideCredentials(values.read("report.title", Kind.text("a line of text"))),
            autoInteger("report.image-width", 1)));
  }

  private DataSettings data() {
    return new DataSettings(
        values.readIfSet("data.input", Kind.place("a path, URI or dataset:NAME")).orElse(""),
        values.read("data.format", Kind.choice(DataSettings.Format.class)),
        values.read("data.columns", NAMES.orAuto()).orElse(List.of()),
        values.read("data.features", Kind.text("a column's name").orAuto()),
        values.read("data.exclude", NAMES),
        values.read("data.bad-rows", Kind.choice(DataSettings.BadRows.class)),
        values.read("data.scale", Kind.choice(DataSettings.Scale.class)),
        values.read("data.holdout", Kind.number(Bounds.FRACTION)),
        values.read("data.rows", Kind.wholeNumber(2, MOST_SAMPLES)),
        values.read("data.seed", SEED));
  }

  private NoiseSettings noise() {
    return new NoiseSettings(
        sigma("noise.sigma-begin"),
        sigma("noise.sigma-end"),
        integer(values.read("noise.levels", Kind.integer(2, MOST_LEVELS).orAuto())),
        values.read("noise.schedule", Kind.choice(ScheduleKind.class)));
  }

  private NetworkSettings network(ObjectiveKind objective) {
    Form form =
        values
            .read("network.form", Kind.choice(Form.class).orAuto())
            .orElse(objective.isMultiScale() ? Form.EDM : Form.UNCONDITIONAL);
    return new NetworkSettings(
        values.read("network.kind", Kind.choice(NetworkSettings.Kind.class)),
        values.read("network.hidden", WIDTHS),
        values.read("network.blocks", Kind.choice(NetworkSettings.Blocks.class)),
        values.read("network.activation", Kind.choice(NetworkSettings.Activation.class)),
        form,
        values
            .read("network.embedding", Kind.choice(Embedding.class).orAuto())
            .orElse(form == Form.UNCONDITIONAL ? Embedding.NONE : Embedding.LOG),
        values.read("network.fourier-features", Kind.integer(1)),
        values.read("network.fourier-scale", Kind.number(Bounds.POSITIVE)),
        values.read("network.kernel", Kind.choice(NetworkSettings.KernelChoice.class)),
        values.read(
            "network.avoid",
            Kind.list(
                "a list of fast paths, such as [packed-linear]", Kind.choice(FastPath.class))));
  }

  private ObjectiveSettings objective() {
    ObjectiveKind kind = values.read("train.objective", Kind.choice(ObjectiveKind.class));
    return new ObjectiveSettings(
        kind,
        values.read("train.weighting", Kind.choice(ObjectiveSettings.Weighting.class)),
        values.read("train.lambda-power", Kind.number(Bounds.POWER)),
        values
            .read("train.sigma", Kind.number(Bounds.NOT_NEGATIVE).orAuto())
            .orElse(kind == ObjectiveKind.DENOISING ? ObjectiveSettings.DENOISING_SIGMA : 0),
        values.read("train.projections", Kind.integer(1)),
        values.read("train.directions", Kind.choice(ObjectiveSettings.Directions.class)),
        values.read("train.noise-points", Kind.integer(1)),
        values.read("train.langevin-steps", Kind.integer(1)),
        values.read("train.langevin-step-size", Kind.number(Bounds.POSITIVE)));
  }

  private TrainSettings train(ObjectiveSettings objective) {
    return new TrainSettings(
        values.read("train.batch-size", Kind.integer(1)),
        values.read("train.replicas", Kind.integer(1)),
        autoInteger("train.averaging-frequency", 1),
        limit("train.max-seconds"),
        integerLimit("train.max-rounds"),
        values.read("train.seed", SEED),
        values.read("train.learning-rate", Kind.number(Bounds.POSITIVE)),
        values.read("train.warm-up", Kind.integer(0)),
        values.read("train.decay", Kind.choice(TrainSettings.Decay.class)),
        limit("train.clip-norm"),
        values.read("train.ema-decay", Kind.number(Bounds.FRACTION)),
        objective,
        values.read("train.outer", Kind.choice(TrainSettings.OuterStep.class)),
        values.read("train.outer-learning-rate", Kind.number(Bounds.POSITIVE)),
        values.read("train.outer-momentum", Kind.number(Bounds.FRACTION)),
        autoInteger("train.validate-every", 1),
        integerLimit("train.patience"),
        number(values.read("train.target-loss", Kind.number(Bounds.ANY).orNone())),
        autoInteger("train.checkpoint-every", 1),
        values.read("train.reduction", Kind.choice(TrainSettings.Reduction.class)));
  }

  private SampleSettings sample(ObjectiveKind objective) {
    return new SampleSettings(
        values.read("sample.count", Kind.wholeNumber(1, MOST_SAMPLES)),
        values.read("sample.seed", SEED),
        values
            .read("sample.sampler", Kind.choice(SamplerKind.class).orAuto())
            .orElse(
                objective.isMultiScale() ? SamplerKind.ANNEALED_LANGEVIN : SamplerKind.LANGEVIN),
        integer(values.read("sample.steps-per-level", Kind.integer(1, MOST_STEPS).orAuto())),
        autoNumber("sample.step-size"),
        autoInteger("sample.steps", 1),
        values.read("sample.churn", Kind.number(Bounds.NOT_NEGATIVE)),
        values.read("sample.snr", Kind.number(Bounds.POSITIVE)),
        values.read("sample.precision", Kind.choice(SampleSettings.Precision.class)),
        values.read("sample.interpolate", SEEDS.orNone()).orElse(List.of()),
        values.read("sample.trace", Kind.integer(0)),
        values.read("sample.clip-denoised", Kind.flag()),
        values.read("sample.allow-non-finite", Kind.flag()),
        autoInteger("sample.partitions", 1));
  }

  private OptionalInt autoInteger(String key, int least) {
    return integer(values.read(key, Kind.integer(least).orAuto()));
  }

  private OptionalInt integerLimit(String key) {
    return integer(values.read(key, Kind.integer(1).orNone()));
  }

  private OptionalDouble sigma(String key) {
    return number(values.read(key, Kind.number(Bounds.SIGMA).orAuto()));
  }

  private OptionalDouble autoNumber(String key) {
    return number(values.read(key, Kind.number(Bounds.POSITIVE).orAuto()));
  }

  private OptionalDouble limit(String key) {
    return number(values.read(key, Kind.number(Bounds.POSITIVE).orNone()));
  }

  private static OptionalInt integer(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
