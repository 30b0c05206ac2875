package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.InputKind;
import io.ncsn.config.Redaction;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.shard.NarrowColumns;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.ShardRanges;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.output.JobKind;
import io.ncsn.output.Versions;
import io.ncsn.sample.Sampler;
import io.ncsn.sample.UnknownCells;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import io.ncsn.train.AutoTraining;
import io.ncsn.train.CellFiller;
import io.ncsn.train.Mirror;
import io.ncsn.train.TrainSettings;
import io.ncsn.train.TrainingRun;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training with everything settled that its settings leave open.
 *
 * @param settings the settings in force, no {@code auto} left among those that training reads
 * @param table the training rows
 * @param model the model before it is trained: network, noise levels, columns, scaler, provenance
 * @param kernel what does the arithmetic
 * @param narrowColumns columns that cannot be learnt, because a few far values set their scale
 * @param averagingFrequency minibatches of each replica between two averagings
 * @param hash SHA-256 of all that the parameters depend on; only equal trainings resume each other
 * @param start the model that it starts from
 */
public record TrainingPlan(
    EffectiveSettings settings,
    PreparedTable table,
    ModelDescription model,
    KernelChoice kernel,
    List<NarrowColumns.Narrow> narrowColumns,
    int averagingFrequency,
    String hash,
    Optional<WarmStart> start) {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingPlan.class);

  /**
   * Settles what {@code settings} leave open for {@code table}, and checks that the model can be
   * trained and sampled so: a mistake shows before hours of training.
   *
   * @throws io.ncsn.config.ConfigException where settings do not fit one another or the table
   * @throws io.ncsn.data.codec.DataException where a column has a name that samples need
   */
  public static TrainingPlan resolve(EffectiveSettings settings, PreparedTable table) {
    return resolve(settings, table, Optional.empty());
  }

  /** As the other one, for a training that may start from a model. */
  static TrainingPlan resolve(
      EffectiveSettings settings, PreparedTable table, Optional<WarmStart> start) {
    table
        .train()
        .context()
        .setJobGroup(JobKind.TRAIN.group(), "Noise levels and ranges of columns", true);
    Settings asked = settings.settings();
    SettledSettings settled = new SettledSettings(settings);
    boolean mixed = table.plan().isPresent();
    boolean images = asked.data().image().isPresent();
    Scale scale = images ? Scale.GLOBAL : mixed ? Scale.QUANTILE : Scale.COLUMN;
    settled.settleIfAuto("data.scale", Choice.name(scale));
    NoiseSchedule schedule =
        start
            .map(first -> first.schedule(settled))
            .orElseGet(
                () ->
                    mixed
                        ? MixedResolution.levels(settled)
                        : NoiseResolution.resolve(table, settled));
    ModelSpec spec =
        mixed
            ? WarmStart.paired(start, MixedResolution.spec(table.codec().channels(), settled))
            : NetworkResolution.spec(table.schema().dimension(), settled);
    KernelChoice kernel = NetworkResolution.kernel(settled);
    if (mixed) {
      asked.evaluate().requireTarget(table.codec().measured());
      MixedResolution.requireKernel(asked, kernel);
    } else {
      MixedResolution.requireNothingObserved(settings);
    }
    Sampler.check(table.codec(), asked.sample(), schedule, spec, kernel);
    settled.settle(AutoTraining.resolved(asked.train(), spec, table.rows()));
    settled.settleIfAuto(TrainSettings.EM_ROUNDS, Integer.toString(emRounds(asked.train(), table)));
    start.ifPresent(first -> first.requireRead(table));
    start.ifPresent(first -> first.requireSame(spec, settled.get()));
    ModelDescription model =
        new ModelDescription(
            spec,
            schedule,
            table.codec(),
            mixed
                ? MixedResolution.ranges(spec.layout())
                : ShardRanges.of(table.train(), table.schema().dimension()),
            provenance(settled.get(), table, start));
    ImageFiles.check(model, asked.sample().images(), asked.data().image());
    TrainingPlan plan =
        new TrainingPlan(
            settled.get(),
            table,
            model,
            kernel,
            NarrowColumns.of(table, schedule.smallest()),
            AutoTraining.averagingFrequency(asked.train(), spec, table.rows()),
            hash(asked, table, spec, kernel, schedule, start),
            start);
    plan.log();
    return plan;
  }

  /** Returns a SHA-256 of all that the finished model depends on, when training ends included. */
  public String hashWithEnd() {
    String ends =
        settings.values().stream()
            .filter(setting -> TrainSettings.ENDS.contains(setting.key()))
            .map(setting -> setting.key() + "=" + setting.value())
            .collect(Collectors.joining("\n"));
    return DigestUtils.sha256Hex(hash + "\n" + ends);
  }

  /** The training as the rounds take it, once the machines have agreed on how to compute. */
  TrainingRun run(KernelPlan computing) {
    TrainSettings train = settings.settings().train();
    return new TrainingRun(
        train,
        computing,
        table,
        model,
        hash,
        start.map(WarmStart::parameters),
        filler(train, computing),
        mirror());
  }

  private Optional<CellFiller> filler(TrainSettings train, KernelPlan computing) {
    if (emRounds(train, table) == 0) {
      return Optional.empty();
    }
    UnknownCells cells = UnknownCells.of(model, computing, train.seed());
    return Optional.of(cells::fill);
  }

  private Optional<Mirror> mirror() {
    return settings
        .settings()
        .data()
        .image()
        .filter(ImageFormat::flip)
        .flatMap(format -> ModelImages.of(model, Optional.of(format)))
        .map(
            images ->
                Mirror.of(
                    images.format(), images.first(), model.isMixed() ? null : model.scaler()));
  }

  /** Returns how often the unknown cells of {@code table} are filled. */
  private static int emRounds(TrainSettings train, PreparedTable table) {
    boolean unknown = table.plan().filter(TablePlan::hasUnknownCells).isPresent();
    return unknown ? AutoTraining.emRounds(train) : 0;
  }

  private void log() {
    warnings().forEach(LOG::warn);
    model.network().architecture().warning().ifPresent(LOG::warn);
    TrainSettings train = settings.settings().train();
    LOG.info(
        "Network: {} parameters, kernel {}; {} replicas, {} minibatches of {} rows between averagings",
        model.network().parameters(),
        Choice.name(kernel),
        train.replicas(),
        averagingFrequency,
        train.batchSize());
  }

  /** Returns what a user must know about the table before believing the model, as sentences. */
  public List<String> warnings() {
    return narrowColumns.stream().map(this::warning).toList();
  }

  private String warning(NarrowColumns.Narrow column) {
    return String.format(
        Locale.ROOT,
        "Column '%s' cannot be learnt: 99 %% of its values lie between %.4g and %.4g, a range of %.3g standardised units, below the least noise %.3g; a few far values (a code for unknown?) set its scale. Drop or clip these rows, or leave the column out by data.exclude.",
        column.column(),
        column.least(),
        column.greatest(),
        column.width(),
        model.schedule().smallest());
  }

  private static Map<String, String> provenance(
      EffectiveSettings settings, PreparedTable table, Optional<WarmStart> start) {
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

  private static String hash(
      Settings asked,
      PreparedTable table,
      ModelSpec spec,
      KernelChoice kernel,
      NoiseSchedule schedule,
      Optional<WarmStart> start) {
    TrainSettings train = asked.train();
    boolean flips = asked.data().image().filter(ImageFormat::flip).isPresent();
    String all =
        String.join(
            "\n",
            table.fingerprint(),
            spec.toString(),
            kernel.toString(),
            schedule.kind().toString(),
            Arrays.toString(schedule.levels()),
            train.whatParametersDependOn(spec)
                + (emRounds(train, table) > 0 ? " emRounds=" + emRounds(train, table) : "")
                + start.map(first -> " start=" + first.sha256()).orElse("")
                + (flips ? " flip" : ""));
    return DigestUtils.sha256Hex(all);
  }
}
