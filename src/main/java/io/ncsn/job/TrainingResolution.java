package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.InputKind;
import io.ncsn.config.Redaction;
import io.ncsn.data.shard.NarrowColumns;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.ShardRanges;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.output.JobKind;
import io.ncsn.output.Versions;
import io.ncsn.sample.Sampler;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import io.ncsn.train.AutoTraining;
import io.ncsn.train.TrainSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/** Settles what the settings of a training leave open for a table, and checks that all fits. */
final class TrainingResolution {
  private final EffectiveSettings effective;
  private final Settings asked;
  private final SettledSettings settled;
  private final PreparedTable table;
  private final Optional<WarmStart> start;
  private final boolean mixed;

  TrainingResolution(EffectiveSettings settings, PreparedTable table, Optional<WarmStart> start) {
    this.effective = settings;
    this.asked = settings.settings();
    this.settled = new SettledSettings(settings);
    this.table = table;
    this.start = start;
    this.mixed = table.plan().isPresent();
  }

  /**
   * Returns the plan of the training.
   *
   * @throws io.ncsn.config.ConfigException where settings do not fit one another or the table
   * @throws io.ncsn.data.codec.DataException where a column has a name that samples need
   */
  TrainingPlan plan() {
    table
        .train()
        .context()
        .setJobGroup(JobKind.TRAIN.group(), "Noise levels and ranges of columns", true);
    settled.settleIfAuto("data.scale", Choice.name(scale()));
    NoiseSchedule schedule = schedule();
    ModelSpec spec = spec();
    KernelChoice kernel = kernel();
    Sampler.check(table.codec(), asked.sample(), schedule, spec);
    settleTraining(spec);
    ModelDescription model = model(spec, schedule);
    ImageFiles.check(model, asked.sample().images(), asked.data().image());
    return new TrainingPlan(
        settled.get(),
        table,
        model,
        kernel,
        NarrowColumns.of(table, schedule.smallest()),
        AutoTraining.averagingFrequency(asked.train(), spec, table.rows()),
        hash(model, kernel),
        start);
  }

  private Scale scale() {
    return asked.data().image().isPresent() ? Scale.GLOBAL : mixed ? Scale.QUANTILE : Scale.COLUMN;
  }

  private NoiseSchedule schedule() {
    return start.map(first -> first.schedule(settled)).orElseGet(this::ownSchedule);
  }

  private NoiseSchedule ownSchedule() {
    return mixed ? MixedResolution.levels(settled) : NoiseResolution.resolve(table, settled);
  }

  private ModelSpec spec() {
    return mixed
        ? WarmStart.paired(start, MixedResolution.spec(table.codec().channels(), settled))
        : NetworkResolution.spec(table.schema().dimension(), settled);
  }

  private KernelChoice kernel() {
    KernelChoice kernel = NetworkResolution.kernel(settled);
    if (mixed) {
      asked.evaluate().requireTarget(table.codec().measured());
      MixedResolution.requireKernel(asked, kernel);
    } else {
      MixedResolution.requireNothingObserved(effective);
    }
    return kernel;
  }

  private void settleTraining(ModelSpec spec) {
    TrainSettings train = asked.train();
    settled.settle(AutoTraining.resolved(train, spec, table.rows(), table.holdoutRows()));
    AutoTraining.roundsOfEpochs(train, spec, table.rows())
        .ifPresent(rounds -> settled.limit("train.max-rounds", rounds, "by train.max-epochs"));
    settled.settleIfAuto(
        TrainSettings.EM_ROUNDS, Integer.toString(TrainingPlan.emRounds(train, table)));
    start.ifPresent(first -> first.requireRead(table));
    start.ifPresent(first -> first.requireSame(spec, settled.get()));
  }

  private ModelDescription model(ModelSpec spec, NoiseSchedule schedule) {
    return new ModelDescription(
        spec,
        schedule,
        table.codec(),
        mixed
            ? MixedResolution.ranges(spec.layout())
            : ShardRanges.of(table.train(), table.schema().dimension()),
        provenance(settled.get()));
  }

  private Map<String, String> provenance(EffectiveSettings settings) {
    Map<String, String> facts = new TreeMap<>();
    Versions.all().forEach((name, version) -> facts.put("version." + name, version));
    settings.values().forEach(v -> facts.put(ModelDescription.SETTING + v.key(), v.value()));
    String input = settings.settings().data().input();
    if (InputKind.of(input) == InputKind.TABLE) {
      facts.put(ModelDescription.TABLE, Redaction.hideCredentials(InputKind.TABLE.rest(input)));
    }
    facts.put(ModelDescription.FINGERPRINT, table.fingerprint());
    start.ifPresent(first -> facts.put(ModelDescription.START, first.sha256()));
    facts.put(ModelDescription.ROWS, Long.toString(table.rows()));
    return facts;
  }

  /** Returns a SHA-256 of all that the parameters depend on. */
  private String hash(ModelDescription model, KernelChoice kernel) {
    TrainSettings train = asked.train();
    boolean flips = asked.data().image().filter(ImageFormat::flip).isPresent();
    int emRounds = TrainingPlan.emRounds(train, table);
    String all =
        String.join(
            "\n",
            table.fingerprint(),
            model.network().toString(),
            kernel.toString(),
            model.schedule().kind().toString(),
            Arrays.toString(model.schedule().levels()),
            train.whatParametersDependOn(model.network())
                + (emRounds > 0 ? " emRounds=" + emRounds : "")
                + start.map(first -> " start=" + first.sha256()).orElse("")
                + (flips ? " flip" : ""));
    return DigestUtils.sha256Hex(all);
  }
}
